// The person's keychain in place of the Secret Service: see keyring_secret_service.hpp. The system may ask
// the person whether this program may see what an earlier version of it has put there.
#include <string>

#include <CoreFoundation/CoreFoundation.h>

#include "platform/cf_apple.hpp"
#include "platform/keyring_secret_service.hpp"
#include "platform/late_module.hpp"

#include <Security/Security.h>

namespace patchbay::platform {
namespace {

Error refused(OSStatus status) {
  Owned<CFStringRef> const words(SecCopyErrorMessageString(status, nullptr));
  return fail(ErrorCode::unavailable, "The keychain with your sign-ins does not answer: " +
                                          (words ? text_of(words.get()) : std::to_string(status)) +
                                          " Allow Patchbay when macOS asks, or unlock it in Keychain Access.");
}

class Keychain final : public Keyring {
 public:
  explicit Keychain(std::string folder) : service_("Patchbay " + std::move(folder)) {}

  Result<std::optional<Secret>> get(std::string_view name) override {
    auto const wanted = item(name);
    CFDictionarySetValue(wanted.get(), kSecReturnData, kCFBooleanTrue);
    CFTypeRef found = nullptr;
    auto const status = SecItemCopyMatching(wanted.get(), &found);
    if (status == errSecItemNotFound) return std::optional<Secret>();
    if (status != errSecSuccess || !found) return refused(status);
    Owned<CFDataRef> const data(static_cast<CFDataRef>(found));
    return std::optional<Secret>(bytes_of(data.get()));
  }

  Result<void> set(std::string_view name, Secret const& value) override {
    auto const data = cf_data(value.view());
    auto const label = cf_text("Patchbay");
    auto const added = item(name);
    CFDictionarySetValue(added.get(), kSecValueData, data.get());
    CFDictionarySetValue(added.get(), kSecAttrLabel, label.get());
    auto status = SecItemAdd(added.get(), nullptr);
    if (status == errSecDuplicateItem) {
      auto const changes = cf_dictionary();
      CFDictionarySetValue(changes.get(), kSecValueData, data.get());
      status = SecItemUpdate(item(name).get(), changes.get());
    }
    if (status != errSecSuccess) return refused(status);
    return {};
  }

  Result<void> remove(std::string_view name) override {
    auto const status = SecItemDelete(item(name).get());
    if (status != errSecSuccess && status != errSecItemNotFound) return refused(status);
    return {};
  }

  KeyringInfo describe() const override { return {"keychain", "your keychain, as \"" + service_ + "\"", ""}; }

 private:
  // What names it.
  Owned<CFMutableDictionaryRef> item(std::string_view name) const {
    auto all = cf_dictionary();
    CFDictionarySetValue(all.get(), kSecClass, kSecClassGenericPassword);
    CFDictionarySetValue(all.get(), kSecAttrService, cf_text(service_).get());
    CFDictionarySetValue(all.get(), kSecAttrAccount, cf_text(name).get());
    return all;
  }

  std::string const service_;
};

}  // namespace

// A service account may have no keychain.
extern "C" PATCHBAY_OFFERED bool patchbay_secret_service_present() {
  SecKeychainRef keychain = nullptr;
  if (SecKeychainCopyDefault(&keychain) != errSecSuccess || !keychain) return false;
  CFRelease(keychain);
  return true;
}

extern "C" PATCHBAY_OFFERED Keyring* patchbay_secret_service(char const* folder_id) {
  return new Keychain(folder_id);
}

}  // namespace patchbay::platform
