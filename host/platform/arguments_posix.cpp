#include "platform/arguments.hpp"

namespace patchbay::platform {

std::vector<char const*> arguments(int argc, char const* const* argv) { return {argv, argv + argc}; }

}  // namespace patchbay::platform
