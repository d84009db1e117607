#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include <boost/json/parse.hpp>

#include "host/platform/apple/fake_core_foundation.hpp"
#include "host/platform/apple/fake_security.hpp"
#include "platform/ca_bundle.hpp"
#include "platform/trusted_certificates_apple.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::platform {
namespace {

namespace json = boost::json;
using test::FakeCertificate;

// "-----BEGIN" and "-----END" around what base64 makes of the bytes "abc".
constexpr char const* abc = "-----BEGIN CERTIFICATE-----\nYWJj\n-----END CERTIFICATE-----\n";

std::string trusted(std::vector<FakeCertificate> certificates) {
  test::fake_security() = {};
  test::fake_security().certificates = std::move(certificates);
  auto const before = test::cf_living();
  auto text = trusted_certificates();
  CHECK(test::cf_living() == before);
  return text;
}

json::value said(char const* text) { return json::parse(text); }

// A variable of the environment as it is in this test.
class Variable {
 public:
  Variable(char const* name, std::string const& value) : name_(name) {
    if (char const* const old = std::getenv(name)) old_ = old;
    setenv(name, value.c_str(), 1);
  }
  ~Variable() { old_ ? setenv(name_, old_->c_str(), 1) : unsetenv(name_); }
  Variable(Variable const&) = delete;
  Variable& operator=(Variable const&) = delete;

 private:
  char const* const name_;
  std::optional<std::string> old_;
};

}  // namespace

TEST_CASE("Apple's certificates are trusted, once each, as PEM") {
  CHECK(trusted({{"abc", true}, {"abc", true}}) == abc);
  CHECK(trusted({}).empty());
}

TEST_CASE("what an administrator or the user trusts is trusted, for TLS and without conditions") {
  CHECK(trusted({{"abc", false, std::nullopt, said("[]")}}) == abc);
  CHECK(trusted({{"abc", false, said(R"([{"kSecTrustSettingsResult": 1}])")}}) == abc);
  CHECK(trusted({{"abc", false, std::nullopt,
                  said(R"([{"kSecTrustSettingsResult": 2, "policy": "ssl"}])")}}) == abc);
  CHECK(trusted({{"abc", false, std::nullopt, said(R"([{}])")}}) == abc);
}

TEST_CASE("what is trusted for something else, for one host or in spite of a fault is not trusted") {
  CHECK(trusted({{"abc", false, std::nullopt, said(R"([{"kSecTrustSettingsResult": 1, "policy": "mail"}])")}})
            .empty());
  CHECK(trusted(
            {{"abc", false,
              said(R"([{"kSecTrustSettingsResult": 1, "kSecTrustSettingsPolicyString": "a.example.com"}])")}})
            .empty());
  CHECK(trusted(
            {{"abc", false, said(R"([{"kSecTrustSettingsResult": 1, "kSecTrustSettingsAllowedError": 5}])")}})
            .empty());
  CHECK(trusted({{"abc", false, said(R"([{"kSecTrustSettingsResult": 4}])")}}).empty());
}

TEST_CASE("what somebody distrusts is not trusted, Apple's own neither, and the user's word is the last") {
  CHECK(trusted({{"abc", true, std::nullopt, said(R"([{"kSecTrustSettingsResult": 3}])")}}).empty());
  CHECK(trusted(
            {{"abc", true,
              said(R"([{"kSecTrustSettingsResult": 1, "policy": "ssl"}, {"kSecTrustSettingsResult": 3}])")}})
            .empty());
  CHECK(trusted({{"abc", false, said("[]"), said(R"([{"kSecTrustSettingsResult": 3}])")}}) == abc);
  CHECK(trusted({{"abc", false, said(R"([{"kSecTrustSettingsResult": 3}])"), said("[]")}}).empty());
}

TEST_CASE("curl gets the keychains' certificates as a file that only the user writes") {
  test::TempDir const root;
  Variable const nothing("SSL_CERT_FILE", ""), home("HOME", root.path().string());
  test::fake_security() = {};
  test::fake_security().certificates = {{"abc", true}};
  auto const file = ca_bundle();
  CHECK(file == root / "Library/Caches/Patchbay/certificates.pem");
  std::ifstream stream(file);
  CHECK(std::string(std::istreambuf_iterator<char>(stream), {}) == abc);
  CHECK(std::filesystem::status(file).permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE("where the keychains say nothing, Apple's file is taken, and SSL_CERT_FILE before all") {
  test::TempDir const root;
  Variable const home("HOME", root.path().string());
  test::fake_security() = {};
  Variable const nothing("SSL_CERT_FILE", "");
  CHECK(ca_bundle() == "/etc/ssl/cert.pem");
  std::ofstream(root / "own.pem") << abc;
  Variable const named("SSL_CERT_FILE", (root / "own.pem").string());
  CHECK(ca_bundle() == root / "own.pem");
}

}  // namespace patchbay::platform
