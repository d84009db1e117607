// Which versions of the extension are installed in a browser's profiles. Reads files, changes nothing; any
// thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/browsers.hpp"

namespace patchbay {

struct InstalledExtension {
  std::filesystem::path profile;
  std::string version;
};

// None that a developer loaded from a folder: browsers note those elsewhere.
std::vector<InstalledExtension> installed_extensions(Browser const& browser,
                                                     AllowedExtensions const& allowed);

// What is wrong when this extension meets a host of version `host`, as a sentence that names the side that is
// old; empty: they go together. Both count like "1.4.2", and only the first number parts them.
std::string version_skew(std::string const& extension, std::string const& host);

}  // namespace patchbay
