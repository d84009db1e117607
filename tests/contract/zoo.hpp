// The zoo in a folder of its own that only this user may write, and the registry that looked at it. One
// thread.
#pragma once

#include <string>

#include "base/log.hpp"
#include "plugin/registry.hpp"
#include "support/fake_clock.hpp"
#include "support/fake_http.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::test {

class Zoo {
 public:
  // A build folder may be writable by its group, which the registry rightly refuses; hence the copies.
  Zoo() {
    namespace fs = std::filesystem;
    for (auto const& animal : fs::directory_iterator(ZOO)) {
      fs::path const copy = folder_ / animal.path().filename();
      fs::copy_file(animal.path(), copy);
      fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write);
    }
  }

  std::filesystem::path folder() const { return folder_.path(); }
  std::filesystem::path library(std::string const& name) const { return folder_ / (name + ".so"); }

  Registry look() const { return Registry::load({{folder(), platform::Owner::user}}, silent_log()); }

 private:
  TempDir folder_;
};

inline std::string reason_for(Registry const& registry, std::filesystem::path const& path) {
  for (auto const& refusal : registry.refused()) {
    if (refusal.path == path) return refusal.reason;
  }
  return "(accepted)";
}

inline Context relaxed() { return {FakeClock().steady_now() + std::chrono::seconds(30), {}}; }

}  // namespace patchbay::test
