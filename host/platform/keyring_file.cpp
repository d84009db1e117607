#include "platform/keyring_file.hpp"

#include <system_error>

#include "platform/private_file.hpp"

namespace patchbay::platform {

Result<std::optional<Secret>> FileKeyring::get(std::string_view name) {
  return read_private_file(folder_ / name);
}

Result<void> FileKeyring::set(std::string_view name, Secret const& value) {
  if (auto made = make_private_directory(folder_); !made) return made;
  return write_private_file(folder_ / name, value.view());
}

Result<void> FileKeyring::remove(std::string_view name) {
  std::error_code problem;
  std::filesystem::remove(folder_ / name, problem);
  if (problem)
    return fail(ErrorCode::unavailable,
                (folder_ / name).string() + " cannot be removed: " + problem.message() + ".");
  return {};
}

KeyringInfo FileKeyring::describe() const {
  return {"file", folder_.string(),
          "There is no keyring (Secret Service) here, so the key that protects your sign-ins lies in a file "
          "that only you can read. "
          "Whoever copies this whole folder can use them."};
}

}  // namespace patchbay::platform
