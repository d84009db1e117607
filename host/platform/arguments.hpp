// The command line as UTF-8, whatever the system hands to main(). Called once; one thread.
#pragma once

#include <vector>

namespace patchbay::platform {

// The program's name and what follows it. They live as long as the program.
std::vector<char const*> arguments(int argc, char const* const* argv);

}  // namespace patchbay::platform
