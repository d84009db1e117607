#include "service/oauth_client.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include "host/service/service_world.hpp"

namespace patchbay::test {
namespace {

Connection draft(std::string const& sign_in = "oauth") {
  Connection connection;
  connection.platform = "acme";
  connection.sign_in = sign_in;
  connection.region = "us";
  return connection;
}

Manifest acme() { return parse_manifest(acme_manifest).value(); }
Manifest tiny() { return parse_manifest(tiny_manifest).value(); }

service::Settings with_app() {
  service::Settings settings;
  settings.platforms["acme"].client_id = "client";
  settings.client_secret = [](std::string_view) -> Result<std::optional<Secret>> { return std::optional(Secret("not-a-secret")); };
  return settings;
}

}  // namespace

TEST_CASE("a sign-in goes where the manifest says, with the organisation's app") {
  auto const client = service::oauth_client(draft(), acme(), with_app());
  REQUIRE(client);
  CHECK(client->authorize_url == "https://login.acme.example/a?b=c");
  CHECK(client->token_url == "https://login.acme.example/t");
  CHECK(client->revoke_url == "https://login.acme.example/r");
  CHECK(client->client_id == "client");
  CHECK(client->client_secret.view() == "not-a-secret");
  CHECK(client->pkce);
}

TEST_CASE("the server that a redirect may name, and where it may be, come from the manifest") {
  auto manifest = acme();
  manifest.oauth->server_parameter = "dc";
  manifest.oauth->server_hosts = {"login.acme.example.eu"};
  auto const client = service::oauth_client(draft(), manifest, with_app());
  REQUIRE(client);
  CHECK(client->server_parameter == "dc");
  CHECK(client->server_hosts == std::vector<std::string>{"login.acme.example.eu"});
}

TEST_CASE("the configuration moves the sign-in to another origin and keeps its paths") {
  auto settings = with_app();
  settings.platforms["acme"].base_url = "http://127.0.0.1:9/api";
  settings.platforms["acme"].auth_url = "http://127.0.0.1:8/";
  auto const client = service::oauth_client(draft(), acme(), settings);
  REQUIRE(client);
  CHECK(client->authorize_url == "http://127.0.0.1:8/a?b=c");
  CHECK(client->token_url == "http://127.0.0.1:8/t");
  CHECK(client->revoke_url == "http://127.0.0.1:8/r");
  CHECK(service::base_url_of(draft(), acme(), settings.platform("acme")).value() == "http://127.0.0.1:9/api");
}

TEST_CASE("without an app of the organisation nobody signs in by browser, and is told why") {
  auto settings = with_app();
  settings.platforms["acme"].client_id = "";
  auto const no_id = service::oauth_client(draft(), acme(), settings);
  REQUIRE_FALSE(no_id);
  CHECK(no_id.error().code == ErrorCode::forbidden);
  CHECK(no_id.error().message == "Your organisation has not set a client id for Acme yet.");
  settings = with_app();
  settings.client_secret = [](std::string_view) -> Result<std::optional<Secret>> { return std::optional<Secret>(); };
  CHECK(service::oauth_client(draft(), acme(), settings).error().message ==
        "Your organisation has not set a client secret for Acme yet.");
  settings.client_secret = [](std::string_view) -> Result<std::optional<Secret>> { return fail(ErrorCode::unavailable, "locked"); };
  CHECK(service::oauth_client(draft(), acme(), settings).error().code == ErrorCode::unavailable);
}

TEST_CASE("a public client needs no secret, and an adapter may bring its own client id") {
  auto manifest = acme();
  manifest.oauth->client_authentication = OauthForm::ClientAuthentication::none;
  manifest.oauth->default_client_id = "patchbay";
  service::Settings settings;  // asking it for a secret would throw
  auto const client = service::oauth_client(draft(), manifest, settings);
  REQUIRE(client);
  CHECK(client->client_id == "patchbay");
  CHECK(client->client_secret.empty());
}

TEST_CASE("a CRM without this sign-in is unsupported") {
  CHECK(service::oauth_client(draft(), tiny(), with_app()).error().code == ErrorCode::unsupported);
}

TEST_CASE("a revoke address that needs the sign-in's own answer does not stop the sign-in") {
  auto manifest = acme();
  manifest.oauth->revoke_url = "https://{token.server}/r";
  manifest.allowed_hosts = {"*.acme.example"};
  auto connection = draft();
  CHECK(service::oauth_client(connection, manifest, with_app())->revoke_url == "");
  connection.variables["token.server"] = "eu.acme.example";
  CHECK(service::oauth_client(connection, manifest, with_app())->revoke_url == "https://eu.acme.example/r");
  connection.variables["token.server"] = "evil.example";
  CHECK(service::oauth_client(connection, manifest, with_app())->revoke_url == "");
}

TEST_CASE("a URL is filled from the region and the host name, and one that lacks a part is bad_reply") {
  CHECK(service::base_url_of(draft(), acme(), {}).value() == "https://api.acme.com");
  auto connection = draft("apiKey");
  CHECK(service::base_url_of(connection, tiny(), {}).error().code == ErrorCode::bad_reply);
  connection.hostname = "crm.tiny.example";
  CHECK(service::base_url_of(connection, tiny(), {}).value() == "https://crm.tiny.example/api");
  connection.region = "moon";
  CHECK(service::base_url_of(connection, acme(), {}).error().code == ErrorCode::bad_reply);
}

TEST_CASE("the host name may be part of what a region says") {
  auto manifest = acme();
  manifest.regions.push_back({"own", "Our own", {{"tld", "{hostname}"}}});
  auto connection = draft();
  connection.region = "own";
  CHECK(service::base_url_of(connection, manifest, {}).error().code == ErrorCode::bad_reply);
  connection.hostname = "north.example";
  CHECK(service::base_url_of(connection, manifest, {}).value() == "https://api.acme.north.example");
}

TEST_CASE("a token goes to an address that the CRM named only when the manifest allows its host") {
  auto manifest = acme();
  manifest.oauth_base_url = "{token.api}/v1";
  manifest.allowed_hosts = {"*.acme.example"};
  auto const url_with = [&](std::string const& api, service::PlatformSettings const& chosen = {}) {
    auto connection = draft();
    connection.variables["token.api"] = api;
    return service::base_url_of(connection, manifest, chosen);
  };
  CHECK(url_with("https://north.acme.example").value() == "https://north.acme.example/v1");
  for (auto const* foreign : {"https://evil.example", "http://north.acme.example", "https://north.acme.example:8443",
                              "https://north.acme.example.evil.example", "http://127.0.0.1:9", "north.acme.example"}) {
    INFO(foreign);
    auto const refused = url_with(foreign);
    REQUIRE(refused.has_error());
    CHECK(refused.error().code == ErrorCode::forbidden);
    CHECK(refused.error().message == "Acme named an address for its API that is not known to belong to it.");
  }
  CHECK(url_with("").error().code == ErrorCode::bad_reply);
  service::PlatformSettings simulated;
  simulated.auth_url = "http://127.0.0.1:8";
  CHECK(url_with("http://127.0.0.1:9", simulated).value() == "http://127.0.0.1:9/v1");
  CHECK(url_with("https://north.acme.example", simulated));
  CHECK(url_with("https://evil.example", simulated).error().code == ErrorCode::forbidden);
}

TEST_CASE("the redirect's ports are the manifest's unless the configuration names others") {
  using Ports = std::vector<std::uint16_t>;
  auto manifest = acme();
  CHECK(service::loopback_form(manifest, {})->ports == Ports{53682});
  service::PlatformSettings chosen;
  chosen.redirect_ports = {4000, 4001};
  CHECK(service::loopback_form(manifest, chosen)->ports == Ports{4000, 4001});
  manifest.oauth->redirect.ports = RedirectForm::Ports::any;
  CHECK(service::loopback_form(manifest, {})->ports.empty());
  manifest.oauth->redirect.ports = RedirectForm::Ports::configured;
  CHECK(service::loopback_form(manifest, {}).error().code == ErrorCode::forbidden);
  CHECK(service::loopback_form(manifest, chosen)->ports == Ports{4000, 4001});
}

}  // namespace patchbay::test
