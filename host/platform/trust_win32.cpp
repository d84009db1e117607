#include "platform/trust.hpp"

#include "platform/access_win32.hpp"

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;

enum class Place { ancestor, end };

// Whoever may add a file to a folder far above (any user may, to the root of a drive) cannot put it in the
// place of one that is there; in the folder of the libraries itself a file that was added is a library.
std::optional<std::string> reason_at(fs::path const& path, Owner owner, Place place) {
  std::string const name = "'" + path.string() + "' ";
  Judged const judged(path);
  if (judged.error() != ERROR_SUCCESS)
    return name + "cannot be looked at: " + words_for(judged.error()) + ".";
  if (judged.is_link()) return name + "is a symbolic link.";
  if (!judged.owned_by(owner)) {
    return name +
           (owner == Owner::user ? "belongs to another user." : "does not belong to the administrator.");
  }
  auto const rights = place == Place::ancestor ? may_replace : may_write;
  if (auto const who = judged.other_who(rights, owner)) return name + "may be written by " + *who + ".";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> reason_to_distrust(fs::path const& path, Owner owner) {
  fs::path end = path.lexically_normal().make_preferred();
  if (!end.has_filename()) end = end.parent_path();
  fs::path walked = end.root_path();
  for (auto const& part : end.relative_path().parent_path()) {
    walked /= part;
    if (auto reason = reason_at(walked, owner, Place::ancestor)) return reason;
  }
  return reason_at(end, owner, Place::end);
}

}  // namespace patchbay::platform
