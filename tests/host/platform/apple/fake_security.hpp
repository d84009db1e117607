// A keychain and what it trusts, as the test wants them. One thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <Security/Security.h>
#include <boost/json/value.hpp>

namespace patchbay::test {

struct FakeCertificate {
  std::string bytes;
  bool apples = false;  // is one of the system's own
  // What the user and the administrator say of it: a list of {"kSecTrustSettingsResult": 1..3, "policy":
  // "ssl" or another}.
  std::optional<boost::json::value> user = std::nullopt;
  std::optional<boost::json::value> administrator = std::nullopt;
};

struct FakeSecurity {
  bool has_keychain = true;
  OSStatus refusal = errSecSuccess;                                  // of every question to the keychain
  std::map<std::pair<std::string, std::string>, std::string> items;  // by service and account
  std::vector<FakeCertificate> certificates;
};

FakeSecurity& fake_security();

}  // namespace patchbay::test
