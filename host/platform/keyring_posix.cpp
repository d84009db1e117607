#include "platform/keyring.hpp"

#include <random>
#include <utility>

#include "base/thread_annotations.hpp"
#include "platform/keyring_file.hpp"
#include "platform/keyring_lock.hpp"
#include "platform/keyring_secret_service.hpp"
#include "platform/late_module.hpp"
#include "platform/private_file.hpp"

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view in_file = "file";
constexpr std::string_view in_secret_service = "secret_service ";  // then the id of the folder

// Not the path: a folder that was moved or restored keeps its secrets.
std::string new_folder_id() {
  std::random_device random;
  std::string id;
  for (int count = 0; count < 32; ++count) id += "0123456789abcdef"[random() % 16];
  return id;
}

// Without libsecret there is none. Error: what reaches it is gone since an update, so that nobody can tell.
Result<bool> secret_service_present() {
  auto const present = late_symbol(secret_service_module, "patchbay_secret_service_present");
  if (!present && present.error().code == ErrorCode::unavailable) return present.error();
  return present && reinterpret_cast<SecretServicePresent*>(*present)();
}

Result<std::unique_ptr<Keyring>> open_place(fs::path const& directory, std::string_view place) {
  while (place.ends_with('\n')) place.remove_suffix(1);
  if (place == in_file) return std::unique_ptr<Keyring>(new FileKeyring(directory / "keys"));
  if (!place.starts_with(in_secret_service))
    return fail(ErrorCode::internal,
                (directory / "keyring").string() + " does not say where the secrets lie.");
  auto const make = late_symbol(secret_service_module, "patchbay_secret_service");
  if (!make && make.error().code == ErrorCode::unavailable) return make.error();
  if (!make)
    return fail(
        ErrorCode::unavailable,
        "Your sign-ins are in the desktop's keyring, which this system cannot reach: libsecret is missing.");
  place.remove_prefix(in_secret_service.size());
  return std::unique_ptr<Keyring>(reinterpret_cast<MakeSecretService*>(*make)(std::string(place).c_str()));
}

Result<std::unique_ptr<Keyring>> settle(fs::path const& directory) {
  auto const marker = directory / "keyring";
  auto const before = read_private_file(marker);
  if (!before) return before.error();
  if (std::optional<Secret> const& place = *before) return open_place(directory, place->view());
  auto const only_one = KeyringLock::take(directory);
  if (!only_one) return only_one.error();
  auto const again = read_private_file(marker);  // another process may have been first
  if (!again) return again.error();
  if (std::optional<Secret> const& place = *again) return open_place(directory, place->view());
  auto const present = secret_service_present();
  if (!present) return present.error();
  auto const chosen = *present ? std::string(in_secret_service) + new_folder_id() : std::string(in_file);
  if (auto written = write_private_file(marker, chosen + "\n"); !written) return written.error();
  return open_place(directory, chosen);
}

// Settles on first use, then hands on.
class SettledKeyring final : public Keyring {
 public:
  explicit SettledKeyring(fs::path directory) : directory_(std::move(directory)) {}

  Result<std::optional<Secret>> get(std::string_view name) override {
    auto const keyring = settled();
    if (!keyring) return keyring.error();
    return (*keyring)->get(name);
  }
  Result<void> set(std::string_view name, Secret const& value) override {
    auto const keyring = settled();
    if (!keyring) return keyring.error();
    return (*keyring)->set(name, value);
  }
  Result<void> remove(std::string_view name) override {
    auto const keyring = settled();
    if (!keyring) return keyring.error();
    return (*keyring)->remove(name);
  }
  KeyringInfo describe() const override;

 private:
  Result<Keyring*> settled();

  fs::path const directory_;
  Mutex mutex_;
  std::unique_ptr<Keyring> keyring_ GUARDED_BY(mutex_);
};

Result<Keyring*> SettledKeyring::settled() {
  {
    Lock const lock(mutex_);
    if (keyring_) return keyring_.get();
  }
  auto keyring = settle(directory_);
  if (!keyring) return keyring.error();
  Lock const lock(mutex_);
  if (!keyring_) keyring_ = std::move(*keyring);  // two threads may both have settled: on the same place
  return keyring_.get();
}

KeyringInfo SettledKeyring::describe() const {
  auto const marker = read_private_file(directory_ / "keyring");
  if (!marker) return {"", (directory_ / "keyring").string(), marker.error().message};
  auto const present = secret_service_present();
  if (!present) return {"", "", present.error().message};
  std::string_view chosen = *present ? in_secret_service : in_file;
  if (std::optional<Secret> const& place = *marker) chosen = place->view();
  auto const keyring = open_place(directory_, chosen);
  if (!keyring) return {"secret_service", "", keyring.error().message};
  return (*keyring)->describe();
}

}  // namespace

std::unique_ptr<Keyring> make_keyring(fs::path data_directory) {
  return std::make_unique<SettledKeyring>(std::move(data_directory));
}

bool keyring_was_used(fs::path const& data_directory) {
  std::error_code unreadable;  // then asking it is what says why
  return fs::exists(data_directory / "keyring", unreadable) || unreadable;
}

}  // namespace patchbay::platform
