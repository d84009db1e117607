#include "platform/access_list.hpp"

namespace patchbay::platform {

// Linux shows in a file's mode, as the group's rights, the most that anybody on its list has.
std::optional<std::string> reason_in_access_list(std::filesystem::path const&, Owner) { return std::nullopt; }

}  // namespace patchbay::platform
