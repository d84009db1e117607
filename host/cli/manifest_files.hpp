// The files of manifest/, built into the program: what it registers is what it was built with. Immutable.
#pragma once

#include <string_view>

namespace patchbay::manifest_files {

extern std::string_view const locations;      // locations.json
extern std::string_view const extension_ids;  // extension_ids.json
extern std::string_view const chromium;       // chromium.json.in
extern std::string_view const firefox;        // firefox.json.in

}  // namespace patchbay::manifest_files
