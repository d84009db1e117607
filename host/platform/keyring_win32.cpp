// Windows' own protection of data (DPAPI): a file a secret, sealed by a key that comes from the person's
// sign-in to Windows, so that a copy of the folder on another machine or under another user is worth nothing.
#include "platform/keyring.hpp"

#include <system_error>

#include "platform/private_file.hpp"
#include "platform/win32.hpp"

#include <dpapi.h>

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;

DATA_BLOB blob_of(std::string_view text) {
  auto* const data =
      reinterpret_cast<BYTE*>(const_cast<char*>(text.data()));  // read only, whatever the type says
  return {static_cast<DWORD>(text.size()), data};
}

// What DPAPI allocated, wiped and freed.
std::string taken(DATA_BLOB& blob) {
  std::string text(reinterpret_cast<char const*>(blob.pbData), blob.cbData);
  SecureZeroMemory(blob.pbData, blob.cbData);
  LocalFree(blob.pbData);
  return text;
}

class SealedKeyring final : public Keyring {
 public:
  explicit SealedKeyring(fs::path folder) : folder_(std::move(folder)) {}

  Result<std::optional<Secret>> get(std::string_view name) override {
    auto const file = read_private_file(folder_ / name);
    if (!file) return file.error();
    std::optional<Secret> const& sealed = *file;
    if (!sealed) return std::optional<Secret>();
    auto from = blob_of(sealed->view());
    DATA_BLOB to{};
    if (!CryptUnprotectData(&from, nullptr, nullptr, nullptr, nullptr, CRYPTPROTECT_UI_FORBIDDEN, &to))
      return fail(ErrorCode::unavailable,
                  (folder_ / name).string() + " cannot be unsealed: " + words_for(GetLastError()) +
                      ". It was sealed by another user or on another machine, or the "
                      "password of Windows was reset since. To begin anew, remove the folder " +
                      folder_.string() + " and sign in again.");
    return std::optional<Secret>(taken(to));
  }

  Result<void> set(std::string_view name, Secret const& value) override {
    auto from = blob_of(value.view());
    DATA_BLOB to{};
    if (!CryptProtectData(&from, L"Patchbay", nullptr, nullptr, nullptr, CRYPTPROTECT_UI_FORBIDDEN, &to))
      return fail(ErrorCode::unavailable, "Windows cannot seal a secret: " + words_for(GetLastError()) + ".");
    auto const sealed = taken(to);
    if (auto made = make_private_directory(folder_.parent_path()); !made) return made;
    if (auto made = make_private_directory(folder_); !made) return made;
    return write_private_file(folder_ / name, sealed);
  }

  Result<void> remove(std::string_view name) override {
    std::error_code problem;
    fs::remove(folder_ / name, problem);
    if (!problem) return {};
    return fail(ErrorCode::unavailable,
                (folder_ / name).string() + " cannot be removed: " + problem.message() + ".");
  }

  KeyringInfo describe() const override {
    return {"dpapi", folder_.string() + ", sealed by Windows for this user", {}};
  }

 private:
  fs::path const folder_;
};

}  // namespace

std::unique_ptr<Keyring> make_keyring(fs::path data_directory) {
  return std::make_unique<SealedKeyring>(data_directory / "keys");
}

bool keyring_was_used(fs::path const& data_directory) {
  std::error_code unreadable;  // then asking it is what says why
  return fs::exists(data_directory / "keys", unreadable) || unreadable;
}

}  // namespace patchbay::platform
