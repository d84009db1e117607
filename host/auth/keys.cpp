#include "auth/keys.hpp"

#include <memory>
#include <stdexcept>
#include <string>

#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>

#include "auth/base64url.hpp"
#include "platform/keyring_lock.hpp"

namespace patchbay {
namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::string_view name_in_keyring = "master";

struct Free {
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};

// HKDF with SHA-256 and no salt: the master key is random already.
Secret derive(std::string_view master, std::string_view purpose) {
  auto const bytes = [](std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
  };
  std::unique_ptr<EVP_PKEY_CTX, Free> const context(EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr));
  std::string key(key_bytes, '\0');
  std::size_t length = key.size();
  bool const made =
      context && EVP_PKEY_derive_init(context.get()) == 1 &&
      EVP_PKEY_CTX_set_hkdf_md(context.get(), EVP_sha256()) == 1 &&
      EVP_PKEY_CTX_set1_hkdf_key(context.get(), bytes(master), static_cast<int>(master.size())) == 1 &&
      EVP_PKEY_CTX_add1_hkdf_info(context.get(), bytes(purpose), static_cast<int>(purpose.size())) == 1 &&
      EVP_PKEY_derive(context.get(), reinterpret_cast<unsigned char*>(key.data()), &length) == 1;
  if (!made || length != key_bytes) throw std::runtime_error("OpenSSL could not derive a key");
  return Secret(std::move(key));
}

Secret new_master() {
  std::string bytes(key_bytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), key_bytes) != 1)
    throw std::runtime_error("no random bytes");
  Secret const raw(std::move(bytes));
  return Secret(base64url(raw.view()));
}

Result<Secret> decoded(Secret const& text) {
  auto bytes = from_base64url(text.view());
  if (bytes && bytes->size() == key_bytes) return Secret(std::move(*bytes));
  return fail(ErrorCode::internal, "The master key in the keyring is damaged.");
}

}  // namespace

Result<bool> has_master_key(platform::Keyring& keyring) {
  auto const stored = keyring.get(name_in_keyring);
  if (!stored) return stored.error();
  return stored->has_value();
}

Result<Secret> Keys::token_key() { return derived("patchbay jwt 1"); }

Result<SealingKey> Keys::sealing_key() {
  auto key = derived("patchbay seal 1");
  if (!key) return key.error();
  return SealingKey{std::move(*key)};
}

Result<Secret> Keys::derived(std::string_view purpose) {
  {
    Lock const lock(mutex_);
    if (master_) return from_master(purpose);
  }
  auto found = master();
  if (!found) return found.error();
  Lock const lock(mutex_);
  master_.emplace(std::move(*found));
  return from_master(purpose);
}

Secret Keys::from_master(std::string_view purpose) {
  auto const [place, is_new] = derived_.try_emplace(purpose);
  if (is_new) place->second = derive(master_->view(), purpose);
  return place->second.copy();
}

Result<Secret> Keys::master() {
  auto const before = keyring_.get(name_in_keyring);
  if (!before) return before.error();
  if (std::optional<Secret> const& stored = *before) return decoded(*stored);
  auto const only_one = platform::KeyringLock::take(data_directory_);
  if (!only_one) return only_one.error();
  auto const again = keyring_.get(name_in_keyring);  // whoever had the lock may have made it
  if (!again) return again.error();
  if (std::optional<Secret> const& stored = *again) return decoded(*stored);
  auto const made = new_master();
  if (auto kept = keyring_.set(name_in_keyring, made); !kept) return kept.error();
  return decoded(made);
}

}  // namespace patchbay
