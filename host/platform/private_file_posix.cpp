#include "platform/private_file.hpp"

#include <cerrno>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/access_list.hpp"

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;

constexpr off_t max_file_bytes = 64 * 1024;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  int get() const { return number_; }

 private:
  int number_;
};

Error refused(fs::path const& path, std::string_view reason) {
  return fail(ErrorCode::forbidden, path.string() + " " + std::string(reason));
}

// What the system says about its last call.
Error failed(fs::path const& path, std::string_view what) {
  auto const reason = std::generic_category().message(errno);
  return fail(ErrorCode::unavailable,
              path.string() + " cannot be " + std::string(what) + ": " + reason + ".");
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    auto const written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// A rename is on disk only once its folder is.
void sync_directory(fs::path const& directory) {
  Descriptor const folder(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() >= 0) ::fsync(folder.get());
}

Result<Secret> read_all(int file, std::size_t size, fs::path const& path) {
  std::string text(size, '\0');
  std::size_t filled = 0;
  while (filled < size) {
    auto const count = ::read(file, text.data() + filled, size - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failed(path, "read");
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  text.resize(filled);
  return Secret(std::move(text));
}

}  // namespace

Result<void> make_private_directory(fs::path const& directory) {
  std::error_code problem;
  if (auto const parent = directory.parent_path(); !parent.empty()) fs::create_directories(parent, problem);
  if (::mkdir(directory.c_str(), 0700) == 0) {
    if (!drop_access_list(directory)) return failed(directory, "made private");
    return {};
  }
  if (errno != EEXIST) return failed(directory, "created");
  struct stat about {};
  if (::stat(directory.c_str(), &about) != 0) return failed(directory, "read");
  if (!S_ISDIR(about.st_mode)) return refused(directory, "is not a folder.");
  if (about.st_uid != ::geteuid()) return refused(directory, "belongs to another user.");
  if (about.st_mode & (S_IWGRP | S_IWOTH)) return refused(directory, "can be written by other users.");
  if (auto const reason = reason_in_access_list(directory, Owner::user)) return refused(directory, *reason);
  return {};
}

Result<std::optional<Secret>> read_private_file(fs::path const& path) {
  Descriptor const file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0 && errno == ENOENT) return std::optional<Secret>();
  if (file.get() < 0 && errno == ELOOP) return refused(path, "is a symbolic link.");
  if (file.get() < 0) return failed(path, "opened");
  struct stat about {};
  if (::fstat(file.get(), &about) != 0) return failed(path, "read");
  if (!S_ISREG(about.st_mode)) return refused(path, "is not a plain file.");
  if (about.st_uid != ::geteuid()) return refused(path, "belongs to another user.");
  if (about.st_mode & (S_IRWXG | S_IRWXO))
    return refused(path, "can be opened by other users (its mode should be 0600).");
  if (auto const reason = reason_in_access_list(path, Owner::user, Kept::unopened))
    return refused(path, *reason);
  if (about.st_size > max_file_bytes)
    return fail(ErrorCode::bad_reply, path.string() + " is too large to be ours.");
  auto text = read_all(file.get(), static_cast<std::size_t>(about.st_size), path);
  if (!text) return text.error();
  return std::optional<Secret>(std::move(*text));
}

Result<void> write_private_file(fs::path const& path, std::string_view text) {
  auto draft = path.string() + ".XXXXXX";
  {
    Descriptor const file(::mkostemp(draft.data(), O_CLOEXEC));  // mode 0600 by definition
    if (file.get() < 0) return failed(path, "created");
    if (!drop_access_list(draft) || !write_all(file.get(), text) || ::fsync(file.get()) != 0) {
      auto const error = failed(path, "written");
      ::unlink(draft.c_str());
      return error;
    }
  }
  if (::rename(draft.c_str(), path.c_str()) != 0) {
    auto const error = failed(path, "replaced");
    ::unlink(draft.c_str());
    return error;
  }
  sync_directory(path.parent_path());
  return {};
}

}  // namespace patchbay::platform
