#include "platform/private_file.hpp"

#include <string>
#include <system_error>

#include "base/random.hpp"
#include "platform/access_win32.hpp"

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;

constexpr LONGLONG max_file_bytes = 64 * 1024;

Error refused(fs::path const& path, std::string_view reason) {
  return fail(ErrorCode::forbidden, path.string() + " " + std::string(reason) + ".");
}

Error failed(fs::path const& path, std::string_view what, DWORD error) {
  return fail(ErrorCode::unavailable,
              path.string() + " cannot be " + std::string(what) + ": " + words_for(error) + ".");
}

Result<Secret> read_all(HANDLE file, std::size_t size, fs::path const& path) {
  std::string text(size, '\0');
  std::size_t filled = 0;
  while (filled < size) {
    DWORD count = 0;
    if (!ReadFile(file, text.data() + filled, static_cast<DWORD>(size - filled), &count, nullptr))
      return failed(path, "read", GetLastError());
    if (count == 0) break;
    filled += count;
  }
  text.resize(filled);
  return Secret(std::move(text));
}

// Written and on the disk; ERROR_SUCCESS, or what went wrong.
DWORD write_draft(fs::path const& draft, std::string_view text) {
  PrivateAccess access;
  Handle const file(
      CreateFileW(draft.c_str(), GENERIC_WRITE, 0, access.get(), CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr));
  if (!file) return GetLastError();
  DWORD written = 0;
  if (!WriteFile(file.get(), text.data(), static_cast<DWORD>(text.size()), &written, nullptr) ||
      written != text.size() || !FlushFileBuffers(file.get()))
    return GetLastError();
  return ERROR_SUCCESS;
}

DWORD replace(fs::path const& path, fs::path const& draft) {
  constexpr DWORD how = MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH;
  return MoveFileExW(draft.c_str(), path.c_str(), how) ? ERROR_SUCCESS : GetLastError();
}

}  // namespace

Result<void> make_private_directory(fs::path const& directory) {
  std::error_code problem;
  if (auto const parent = directory.parent_path(); !parent.empty()) fs::create_directories(parent, problem);
  PrivateAccess access;
  if (CreateDirectoryW(directory.c_str(), access.get())) return {};
  if (DWORD const error = GetLastError(); error != ERROR_ALREADY_EXISTS)
    return failed(directory, "created", error);
  Judged const judged(directory);
  if (judged.error() != ERROR_SUCCESS) return failed(directory, "read", judged.error());
  if (!judged.is_folder()) return refused(directory, "is not a folder");
  if (!judged.owned_by(Owner::user)) return refused(directory, "belongs to another user");
  if (auto const who = judged.other_who(may_write, Owner::user))
    return refused(directory, "can be written by " + *who);
  return {};
}

Result<std::optional<Secret>> read_private_file(fs::path const& path) {
  Handle const file(CreateFileW(path.c_str(), GENERIC_READ,
                                FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
  if (!file) {
    DWORD const error = GetLastError();
    if (error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND) return std::optional<Secret>();
    if (fs::is_directory(path)) return refused(path, "is not a plain file");
    return failed(path, "opened", error);
  }
  Judged const judged(path);
  if (judged.error() != ERROR_SUCCESS) return failed(path, "read", judged.error());
  if (judged.is_link()) return refused(path, "is a symbolic link");
  if (!judged.owned_by(Owner::user)) return refused(path, "belongs to another user");
  if (auto const who = judged.other_who(may_read, Owner::user))
    return refused(path, "can be opened by " + *who);
  LARGE_INTEGER size{};
  if (!GetFileSizeEx(file.get(), &size)) return failed(path, "read", GetLastError());
  if (size.QuadPart > max_file_bytes)
    return fail(ErrorCode::bad_reply, path.string() + " is too large to be ours.");
  auto text = read_all(file.get(), static_cast<std::size_t>(size.QuadPart), path);
  if (!text) return text.error();
  return std::optional<Secret>(std::move(*text));
}

Result<void> write_private_file(fs::path const& path, std::string_view text) {
  fs::path draft = path;
  draft += "." + random_hex(6);
  DWORD error = write_draft(draft, text);
  if (error == ERROR_SUCCESS) error = once_free([&] { return replace(path, draft); });
  if (error == ERROR_SUCCESS) return {};
  DeleteFileW(draft.c_str());
  return failed(path, "written", error);
}

}  // namespace patchbay::platform
