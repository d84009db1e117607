// What a person runs at a terminal: --doctor, --register, --check-adapter and the like, with what this machine has filled in.
#pragma once

#include <iosfwd>
#include <optional>

#include "config/command_line.hpp"

namespace patchbay {

// The exit status of the command that the options name, or none when they name no command.
std::optional<int> run_command(CommandLine const& options, std::ostream& out);

}  // namespace patchbay
