// Who started the host: a consistency check, since any program may start it with any arguments. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"

namespace patchbay {

// Why this caller is none of ours, as a sentence; none when it is. `caller` is what a browser puts on the command line: Chromium the
// extension's origin, Firefox the path of the manifest and the add-on's id, some sandboxes nothing.
std::optional<std::string> reason_to_refuse(std::vector<std::string> const& caller, AllowedExtensions const& allowed);

}  // namespace patchbay
