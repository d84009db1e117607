#include "platform/trust.hpp"

#include <cerrno>
#include <cstring>

#include <sys/stat.h>
#include <unistd.h>

#include "platform/access_list.hpp"

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;

bool owned_by(struct stat const& facts, Owner owner) {
  return facts.st_uid == 0 || (owner == Owner::user && facts.st_uid == geteuid());
}

// In a folder with the sticky bit (/tmp) anybody may add files, but only a file's owner may rename or remove
// it. So an ancestor like that is acceptable when root owns it: what we look for below it has an owner that
// we trust, or it is refused there. The folder that holds the libraries itself gets no such grace, since
// there a file that was added is a library.
bool shared_safely(struct stat const& facts) { return facts.st_uid == 0 && (facts.st_mode & S_ISVTX); }

enum class Place { ancestor, end };

std::optional<std::string> reason_at(fs::path const& path, Owner owner, Place place) {
  struct stat facts {};
  std::string const name = "'" + path.string() + "' ";
  if (lstat(path.c_str(), &facts) != 0) return name + "cannot be looked at: " + std::strerror(errno) + ".";
  if (S_ISLNK(facts.st_mode)) return name + "is a symbolic link.";
  if (!S_ISDIR(facts.st_mode) && !S_ISREG(facts.st_mode)) return name + "is neither a file nor a folder.";
  if (!owned_by(facts, owner)) {
    return name +
           (owner == Owner::user ? "belongs to another user." : "does not belong to the administrator.");
  }
  if (auto const reason = reason_in_access_list(path, owner)) return name + *reason;
  if (place == Place::ancestor && shared_safely(facts)) return std::nullopt;
  if (facts.st_mode & S_IWOTH) return name + "may be written by everybody.";
  if (facts.st_mode & S_IWGRP) return name + "may be written by its group.";
  return std::nullopt;
}

}  // namespace

// The folders above are judged by their real paths: a link there (/home -> /data/home is common) leads to a
// folder that has to pass by itself, so it can lead nowhere bad.
std::optional<std::string> reason_to_distrust(fs::path const& path, Owner owner) {
  fs::path end = path.lexically_normal();
  if (!end.has_filename()) end = end.parent_path();  // with a slash at its end lstat would follow a link
  std::error_code missing;
  fs::path const above = fs::canonical(end.parent_path(), missing);
  if (missing) return "'" + end.parent_path().string() + "' cannot be looked at: " + missing.message() + ".";
  fs::path walked;
  for (auto const& part : above) {
    walked /= part;
    if (auto reason = reason_at(walked, owner, Place::ancestor)) return reason;
  }
  return reason_at(above / end.filename(), owner, Place::end);
}

}  // namespace patchbay::platform
