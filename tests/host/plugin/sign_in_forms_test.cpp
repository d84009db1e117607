#include "plugin/sign_in_forms.hpp"

#include <catch2/catch.hpp>

#include "host/plugin/whole_manifest.hpp"
#include "plugin/manifest_rules.hpp"
#include "support/print_result.hpp"

namespace patchbay::test {

TEST_CASE("a redirect has a loopback host, a path and ports") {
  CHECK(fault("auth.oauth.redirect.host", "\"example.com\"") ==
        "In the manifest 'auth.oauth.redirect.host' must be \"127.0.0.1\" or \"localhost\".");
  CHECK(fault("auth.oauth.redirect.path", "\"callback\"") ==
        "In the manifest 'auth.oauth.redirect.path' must begin with a slash.");
  CHECK(fault("auth.oauth.redirect.ports", "[70000]") ==
        "In the manifest 'auth.oauth.redirect.ports' must be \"any\", \"configured\" or a list of ports.");
  CHECK(fault("auth.oauth.redirect.ports", "[]") ==
        "In the manifest 'auth.oauth.redirect.ports' must not be empty.");
  CHECK(fault("auth.oauth.redirect.ports", "8080") ==
        "In the manifest 'auth.oauth.redirect.ports' must be a list.");
  CHECK(parse_manifest(with("auth.oauth.redirect.ports", "\"any\""))->oauth->redirect.ports ==
        RedirectForm::Ports::any);
  CHECK(parse_manifest(with("auth.oauth.redirect.ports", "\"configured\""))->oauth->redirect.ports ==
        RedirectForm::Ports::configured);
}

TEST_CASE("a token travels as a bearer's unless the manifest says otherwise") {
  auto const plain = [](char const* path) { return *parse_manifest(with(path, ""))->oauth; };
  CHECK(plain("auth.oauth.header").header == "Authorization");
  CHECK(plain("auth.oauth.prefix").prefix == "Bearer ");
  CHECK(parse_manifest(with("auth.oauth.prefix", "\"\""))->oauth->prefix.empty());
  CHECK(fault("auth.oauth.header", "\"X Auth\"") ==
        "In the manifest 'auth.oauth.header' must be a header's name.");
  CHECK(fault("auth.oauth.header", "\"\"") == "In the manifest 'auth.oauth.header' must not be empty.");
  CHECK(fault("auth.oauth.prefix", R"("a\r\nb")") ==
        "In the manifest 'auth.oauth.prefix' must be of printable characters.");
}

TEST_CASE("no field of a sign-in but the key may be a secret, since the others are not sealed") {
  auto const with_field = [](std::string const& secret) {
    return fault("auth.api_key.fields", R"([{"id": "apiKey", "label": "Key", "secret": true},
      {"id": "pin", "label": "PIN", "secret": )" +
                                            secret + "}]");
  };
  CHECK(with_field("false") == "none");
  CHECK(with_field("true") ==
        "In the manifest 'auth.api_key.fields[1].secret' may be true for the field 'apiKey' only, since no "
        "other one "
        "is kept sealed.");
}

TEST_CASE("the servers that a redirect may name are listed, by host name") {
  CHECK(fault("auth.oauth.server", "") == "none");
  CHECK(fault("auth.oauth.server.parameter", "") ==
        "In the manifest 'auth.oauth.server.parameter' is missing.");
  CHECK(fault("auth.oauth.server.hosts", "[]") ==
        "In the manifest 'auth.oauth.server.hosts' must name at least one host.");
  CHECK(
      fault_in_hosts(*parse_manifest(with("auth.oauth.server.hosts", R"(["https://login.acme.example"])"))) ==
      "In the manifest 'auth.oauth.server.hosts' has 'https://login.acme.example', which is no host name "
      "(\"api.example.com\", \"*.example.com\").");
}

}  // namespace patchbay::test
