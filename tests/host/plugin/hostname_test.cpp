#include "plugin/hostname.hpp"

#include <catch2/catch.hpp>

#include "plugin/manifest_rules.hpp"
#include "support/print_result.hpp"

namespace patchbay {
namespace {

// Two regions with an address of their own, and one that is the company's.
Manifest with_regions() {
  Manifest manifest;
  manifest.oauth.emplace();
  manifest.oauth->authorize_url = "https://{region.login}/authorize";
  manifest.oauth->token_url = "https://{region.login}/token";
  manifest.oauth_base_url = "https://{region.login}/api";
  manifest.hostname = HostnameForm{"Address", "", {"login.acme.example", "*.my.acme.example"}};
  manifest.regions = {{"live", "Production", {{"login", "login.acme.example"}}},
                      {"test", "Test", {{"login", "test.acme.example"}}},
                      {"own", "Our own address", {{"login", "{hostname}"}}}};
  return manifest;
}

std::string from(std::string_view typed) { return hostname_for(with_regions(), "own", typed).value(); }

std::string refusal(std::string_view typed) {
  auto const host = hostname_for(with_regions(), "own", typed);
  REQUIRE(host.has_error());
  CHECK(host.error().code == ErrorCode::invalid_params);
  CHECK(host.error().field == "hostname");
  return host.error().message;
}

}  // namespace

TEST_CASE("a host name is asked for only where the region or a template uses it") {
  auto manifest = with_regions();
  CHECK_FALSE(needs_hostname(manifest, "live"));
  CHECK_FALSE(needs_hostname(manifest, "test"));
  CHECK(needs_hostname(manifest, "own"));
  CHECK(hostname_for(manifest, "live", "evil.example").value().empty());
  manifest.contact_url = "https://{hostname}/contacts/{contactId}";
  CHECK(needs_hostname(manifest, "live"));
  manifest.regions.clear();
  CHECK(needs_hostname(manifest, ""));
}

TEST_CASE("what a person pastes is reduced to the host name") {
  for (auto const* pasted : {"north.my.acme.example", "https://north.my.acme.example/some/path?a=b#c",
                             "  North.My.ACME.example\n", "HTTPS://north.my.acme.example",
                             "http://north.my.acme.example/", "north.my.acme.example/start",
                             "north.my.acme.example?x", "north.my.acme.example#y"}) {
    INFO(pasted);
    CHECK(from(pasted) == "north.my.acme.example");
  }
  CHECK(from("login.acme.example") == "login.acme.example");
}

TEST_CASE("a host name that is missing or foreign is refused, and the refusal says which are allowed") {
  for (auto const* blank : {"", "  ", "https://", "/path"})
    CHECK(refusal(blank) == "Parameter 'hostname' is missing.");
  for (auto const* foreign :
       {"evil.example", "my.acme.example", "north.my.acme.example.evil.example", "xlogin.acme.example",
        "north.my.acme.example@evil.example", "north.my.acme.example:8443", "north.my.acme.example.",
        ".my.acme.example", "a..my.acme.example", "-.my.acme.example", "a b.my.acme.example",
        "a\\.my.acme.example", "b\xC3\xBC.my.acme.example", "north", "https:///north.my.acme.example"}) {
    INFO(foreign);
    CHECK(refusal(foreign).starts_with("Parameter 'hostname' "));
  }
  CHECK(refusal("evil.example") ==
        "Parameter 'hostname' must be a name like login.acme.example, *.my.acme.example.");
}

TEST_CASE("a manifest that uses a host name describes it, and one that describes it uses it") {
  CHECK_FALSE(fault_in_urls(with_regions()));
  auto manifest = with_regions();
  manifest.hostname.reset();
  CHECK(fault_in_urls(manifest) == "In the manifest 'hostname' is missing, which says what {hostname} may be.");
  manifest = with_regions();
  manifest.regions.pop_back();
  CHECK(fault_in_urls(manifest) == "In the manifest 'hostname' is there, but nothing uses {hostname}.");
  manifest = with_regions();
  manifest.hostname->allowed = {"https://acme.example"};
  CHECK(fault_in_hosts(manifest)->starts_with("In the manifest 'hostname.allowed' has 'https://acme.example'"));
}

TEST_CASE("the variable of a region may use the host name and nothing else") {
  for (auto const* bad : {"{token.host}", "{hostname", "{}", "{hostname}.{user.host}"}) {
    INFO(bad);
    auto manifest = with_regions();
    manifest.regions[0].variables["login"] = bad;
    CHECK(fault_in_urls(manifest) ==
          "In the manifest the variable 'login' of the region 'live' may use {hostname} and nothing else in braces.");
  }
}

}  // namespace patchbay
