#include "platform/access_list.hpp"

namespace patchbay::platform {

// Linux shows in a file's mode, as the group's rights, the most that anybody on its list has: so a mode that
// gives the group nothing is a list that gives nobody anything, also in a folder that hands its list on.
std::optional<std::string> reason_in_access_list(std::filesystem::path const&, Owner, Kept) {
  return std::nullopt;
}

bool drop_access_list(std::filesystem::path const&) { return true; }

}  // namespace patchbay::platform
