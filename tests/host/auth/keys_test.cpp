#include "auth/keys.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>
#include <thread>

#include "support/print_result.hpp"
#include "support/temp_dir.hpp"

namespace patchbay {
namespace {

// A keyring that its owner can lock.
class LockableKeyring final : public platform::Keyring {
 public:
  Result<std::optional<Secret>> get(std::string_view name) override {
    if (locked) return fail(ErrorCode::unavailable, "The keyring is locked.");
    auto const found = items.find(std::string(name));
    if (found == items.end()) return std::optional<Secret>();
    return std::optional<Secret>(Secret(found->second));
  }
  Result<void> set(std::string_view name, Secret const& value) override {
    items[std::string(name)] = value.view();
    return {};
  }
  Result<void> remove(std::string_view name) override {
    items.erase(std::string(name));
    return {};
  }
  platform::KeyringInfo describe() const override { return {}; }

  bool locked = false;
  std::map<std::string, std::string> items;
};

std::string token_key(Keys& keys) { return std::string(keys.token_key().value().view()); }
std::string sealing_key(Keys& keys) { return std::string(keys.sealing_key().value().bytes.view()); }

}  // namespace

TEST_CASE("the keys are made once and stay") {
  test::TempDir const folder;
  LockableKeyring keyring;
  Keys first(keyring, folder.path());
  auto const made = token_key(first);
  CHECK(made.size() == 32);
  CHECK(token_key(first) == made);
  Keys later(keyring, folder.path());
  CHECK(token_key(later) == made);
  CHECK(sealing_key(later) == sealing_key(first));
  CHECK(keyring.items.size() == 1);
}

TEST_CASE("whether the master key is there can be asked without making one") {
  test::TempDir const folder;
  LockableKeyring keyring;
  CHECK_FALSE(has_master_key(keyring).value());
  CHECK(keyring.items.empty());
  Keys keys(keyring, folder.path());
  token_key(keys);
  CHECK(has_master_key(keyring).value());
  keyring.locked = true;
  CHECK(has_master_key(keyring).error().code == ErrorCode::unavailable);
}

TEST_CASE("the two keys differ from each other and from the master key") {
  test::TempDir const folder;
  LockableKeyring keyring;
  Keys keys(keyring, folder.path());
  std::set<std::string> const all{token_key(keys), sealing_key(keys), keyring.items["master"]};
  CHECK(all.size() == 3);
}

TEST_CASE("two data folders have different keys") {
  test::TempDir const one, other;
  LockableKeyring keyring, other_keyring;
  Keys keys(keyring, one.path()), other_keys(other_keyring, other.path());
  CHECK(token_key(keys) != token_key(other_keys));
}

TEST_CASE("the keys are derived from the master key by HKDF with SHA-256") {
  test::TempDir const folder;
  LockableKeyring keyring;
  keyring.items["master"] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
  Keys keys(keyring, folder.path());
  std::string hex;
  for (unsigned char const byte : token_key(keys)) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  // openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt hexkey:000102...1f -kdfopt "info:patchbay jwt 1"
  // HKDF
  CHECK(hex == "368ba4f83a51ef2e64e32e57a2ed2cad6dfb42200e6a390d27303f046452e53b");
}

TEST_CASE("a locked keyring is an error, never a second key, and once unlocked the old key is there") {
  test::TempDir const folder;
  LockableKeyring keyring;
  Keys before(keyring, folder.path());
  auto const made = token_key(before);
  keyring.locked = true;
  Keys keys(keyring, folder.path());
  auto const refused = keys.token_key();
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::unavailable);
  keyring.locked = false;
  CHECK(token_key(keys) == made);
}

TEST_CASE("a keyring that is locked later keeps no key back") {
  test::TempDir const folder;
  LockableKeyring keyring;
  Keys keys(keyring, folder.path());
  auto const before = token_key(keys);
  keyring.locked = true;
  CHECK(token_key(keys) == before);
  CHECK(sealing_key(keys).size() == 32);
}

TEST_CASE("a master key that was damaged is reported and not replaced") {
  test::TempDir const folder;
  LockableKeyring keyring;
  keyring.items["master"] = "too short";
  Keys keys(keyring, folder.path());
  CHECK(keys.token_key().error().code == ErrorCode::internal);
  CHECK(keyring.items["master"] == "too short");
}

TEST_CASE("hosts that start at the same time agree on one key") {
  test::TempDir const folder;
  std::vector<std::string> seen(8);
  std::vector<std::thread> hosts;
  for (auto& key : seen)
    hosts.emplace_back([&folder, &key] {
      auto const keyring = platform::make_keyring(folder / "data");
      Keys keys(*keyring, folder / "data");
      key = token_key(keys);
    });
  for (auto& host : hosts) host.join();
  CHECK(std::set<std::string>(seen.begin(), seen.end()).size() == 1);
}

}  // namespace patchbay
