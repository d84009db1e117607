#include <catch2/catch.hpp>

#include "host/platform/apple/fake_core_foundation.hpp"
#include "host/platform/apple/fake_security.hpp"
#include "platform/keyring_secret_service.hpp"
#include "support/print_result.hpp"

extern "C" bool patchbay_secret_service_present();
extern "C" patchbay::platform::Keyring* patchbay_secret_service(char const* folder_id);

namespace patchbay::platform {
namespace {

// A keychain with nothing in it, and what an owner left there is counted.
struct Mac {
  Mac() { test::fake_security() = {}; }
  std::unique_ptr<Keyring> keyring(char const* folder = "aa") {
    return std::unique_ptr<Keyring>(patchbay_secret_service(folder));
  }
  test::FakeSecurity& security = test::fake_security();
};

std::string text_of(Result<std::optional<Secret>> const& got) {
  REQUIRE(got);
  std::optional<Secret> const& value = *got;
  return value ? std::string(value->view()) : "nothing";
}

}  // namespace

TEST_CASE("a secret lies in the keychain under the data folder's id until it is removed") {
  Mac mac;
  auto const before = test::cf_living();
  auto const keyring = mac.keyring();
  CHECK(text_of(keyring->get("key")) == "nothing");
  REQUIRE(keyring->set("key", Secret("one")));
  CHECK(text_of(keyring->get("key")) == "one");
  CHECK(mac.security.items.begin()->first == std::pair<std::string, std::string>{"Patchbay aa", "key"});
  CHECK(text_of(mac.keyring("bb")->get("key")) == "nothing");
  REQUIRE(keyring->remove("key"));
  CHECK(text_of(keyring->get("key")) == "nothing");
  CHECK(test::cf_living() == before);
}

TEST_CASE("a secret that is set again is replaced") {
  Mac mac;
  auto const keyring = mac.keyring();
  REQUIRE(keyring->set("key", Secret("one")));
  auto const before = test::cf_living();
  REQUIRE(keyring->set("key", Secret("two")));
  CHECK(text_of(keyring->get("key")) == "two");
  CHECK(mac.security.items.size() == 1);
  CHECK(test::cf_living() == before);
}

TEST_CASE("a secret that is not there counts as removed") {
  Mac mac;
  CHECK(mac.keyring()->remove("key"));
}

TEST_CASE("a keychain that refuses is unavailable, in the system's words") {
  Mac mac;
  auto const keyring = mac.keyring();
  mac.security.refusal = -25308;
  auto const got = keyring->get("key");
  REQUIRE_FALSE(got);
  CHECK(got.error().code == ErrorCode::unavailable);
  CHECK(got.error().message ==
        "The keychain with your sign-ins does not answer: User interaction is not allowed. Allow Patchbay when "
        "macOS asks, or unlock it in Keychain Access.");
  CHECK_FALSE(keyring->set("key", Secret("one")));
  CHECK_FALSE(keyring->remove("key"));
  mac.security.refusal = -1;  // one that the system has no words for
  CHECK(keyring->get("key").error().message.find("-1") != std::string::npos);
}

TEST_CASE("a user without a keychain has none, and a keychain says where the secrets lie") {
  Mac mac;
  auto const before = test::cf_living();
  CHECK(patchbay_secret_service_present());
  mac.security.has_keychain = false;
  CHECK_FALSE(patchbay_secret_service_present());
  CHECK(test::cf_living() == before);
  auto const about = mac.keyring()->describe();
  CHECK(about.kind == "keychain");
  CHECK(about.detail == "your keychain, as \"Patchbay aa\"");
  CHECK(about.warning.empty());
}

}  // namespace patchbay::platform
