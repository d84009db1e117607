// Tells this user's browsers where the host is, and takes that back: patchbay-host --register and
// --unregister. One thread.
#pragma once

#include <filesystem>
#include <iosfwd>

#include "cli/browsers.hpp"

namespace patchbay {

enum class RegisterFor { used_browsers, all_browsers };

struct Registration {
  Places places;
  std::filesystem::path executable;
  AllowedExtensions allowed;
};

// Writes what differs, each manifest in one step, and says what it did. The status to exit with: 0, or 1 when
// a manifest could not be written or there is no browser.
int register_host(Registration const& what, RegisterFor whom, std::ostream& out);

// Writes the manifests for all users, one a family of browsers, each in one step and for everybody to read, and
// says what it did. The status to exit with.
int write_manifests(std::filesystem::path const& folder, std::filesystem::path const& executable,
                    AllowedExtensions const& allowed, std::ostream& out);

// Whether they are there.
bool has_manifests(std::filesystem::path const& folder);

// Removes this user's manifests; those of the whole machine belong to its administrator.
int unregister_host(Places const& places, std::ostream& out);

}  // namespace patchbay
