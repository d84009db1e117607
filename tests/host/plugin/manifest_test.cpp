#include "plugin/manifest.hpp"

#include <catch2/catch.hpp>

#include "host/plugin/whole_manifest.hpp"
#include "plugin/manifest_rules.hpp"
#include "support/print_result.hpp"

namespace patchbay::test {

TEST_CASE("a whole manifest is read") {
  auto const manifest = parse_manifest(json::serialize(whole()));
  REQUIRE(manifest);
  CHECK(manifest->id == "acme_2");
  CHECK(manifest->icon == "data:image/png;base64,AA==");
  REQUIRE(manifest->oauth);
  CHECK(manifest->oauth->client_authentication == OauthForm::ClientAuthentication::basic);
  CHECK(manifest->oauth->revoke_token == OauthForm::RevokeToken::access_token);
  CHECK_FALSE(manifest->oauth->pkce);
  CHECK(manifest->oauth->redirect.ports == RedirectForm::Ports::listed);
  CHECK(manifest->oauth->redirect.listed == std::vector<std::uint16_t>{53682, 53683});
  CHECK(manifest->oauth->authorize_parameters.at(0).second == "offline");
  CHECK(manifest->oauth->header == "X-Auth");
  CHECK(manifest->oauth->prefix == "Token-");
  CHECK(manifest->oauth->server_parameter == "dc");
  CHECK(manifest->oauth->server_hosts == std::vector<std::string>{"login.acme.example"});
  REQUIRE(manifest->api_key);
  CHECK(manifest->api_key->prefix == "Key ");
  CHECK(manifest->api_key->fields.at(0).secret);
  CHECK(manifest->regions.at(1).variables.at("tld") == "com");
  CHECK(manifest->oauth_base_url == "{token.api_domain}/api");
  CHECK(manifest->api_key_base_url == "https://{hostname}/api");
  CHECK(manifest->allowed_hosts.size() == 2);
  CHECK(manifest->rate_buckets.at(0).capacity == 80);
  CHECK(manifest->rate_buckets.at(0).window == std::chrono::seconds(2));
  CHECK(manifest->rate_buckets.at(0).also == "day");
  CHECK(manifest->rate_buckets.at(1).capacity == 0);
  CHECK(manifest->rate_buckets.at(1).usage_header == "x-usage");
  CHECK(manifest->contact_types.at(0).name == "Person");
  CHECK(manifest->contact_types.at(0).fields.at(0).id == "firm");
  CHECK(manifest->contact_types.at(0).fields.at(0).label == "Firm");
  CHECK(manifest->contact_types.at(0).fields.at(0).required);
  REQUIRE(manifest->hostname);
  CHECK(manifest->hostname->label == "Your address");
  CHECK(manifest->hostname->allowed == std::vector<std::string>{"*.acme.example"});
  CHECK(manifest->related_records.at(0).multiple);
  CHECK(manifest->related_records.at(0).group == "subject");
  CHECK(manifest->log.format == LogForm::Format::html);
  CHECK(manifest->log.session_mark == LogForm::SessionMark::adapter);
  CHECK(manifest->log.conditional_update);
  CHECK(manifest->log.without_contact);
  CHECK(manifest->task_url == "https://{user.domain}/t/{taskId}");
  CHECK(manifest->settings.at(0).default_value.as_string() == "b");
  CHECK_FALSE(fault_in_urls(*manifest));
  CHECK_FALSE(fault_in_hosts(*manifest));
}

TEST_CASE("a member that is missing, unknown or wrong is named by its path") {
  CHECK(fault("name", "") == "In the manifest 'name' is missing.");
  CHECK(fault("name", "\"\"") == "In the manifest 'name' must not be empty.");
  CHECK(fault("name", "7") == "In the manifest 'name' must be a text.");
  CHECK(fault("colour", "1") == "In the manifest 'colour' is not a member that Patchbay knows.");
  CHECK(fault("auth.oauth.tokenUrl", "\"x\"") ==
        "In the manifest 'auth.oauth.tokenUrl' is not a member that Patchbay knows.");
  CHECK(fault("auth.oauth.pkce", "\"yes\"") == "In the manifest 'auth.oauth.pkce' must be true or false.");
  CHECK(fault("auth.oauth.client_authentication", "\"mtls\"") ==
        "In the manifest 'auth.oauth.client_authentication' must be one of \"body\", \"basic\", \"none\".");
  CHECK(fault("auth.oauth.authorize_parameters.access_type", "true") ==
        "In the manifest 'auth.oauth.authorize_parameters.access_type' must be a text.");
  CHECK(fault("rate_buckets.capacity", "0") ==
        "In the manifest 'rate_buckets[0].capacity' must be a whole number from 1 to 1000000000.");
  CHECK(fault("settings", "{}") == "In the manifest 'settings' must be a list.");
  CHECK(fault("settings", "[1]") == "In the manifest 'settings[0]' must be an object.");
  CHECK(fault("settings.default", "\"c\"") ==
        "In the manifest 'settings[0].default' is none of the choices.");
  CHECK(fault("settings.default", "true") ==
        "In the manifest 'settings[0].default' does not fit the setting's type.");
  CHECK(fault("contact_types", "[]") == "In the manifest 'contact_types' must have at least one.");
  CHECK(fault("auth", "{}") == "In the manifest 'auth' must have 'oauth' or 'api_key'.");
  CHECK(fault("auth.api_key.fields", "[]") ==
        "In the manifest 'auth.api_key.fields' must have a field 'apiKey'.");
  CHECK(fault("base_url.oauth", "") == "In the manifest 'base_url.oauth' is missing.");
  CHECK(fault("icon", "\"https://crm.example/icon.png\"") ==
        "In the manifest 'icon' must be a data: URL of an image.");
  CHECK(fault("allowed_hosts", "[1]") == "In the manifest 'allowed_hosts' must be a list of texts.");
  CHECK(fault("contact_types", R"([{"id":"a","name":"A"},{"id":"a","name":"B"}])") ==
        "In the manifest 'contact_types' has 'a' twice.");
  CHECK(fault("contact_types.fields", R"([{"id":"a","label":"A"},{"id":"a","label":"B"}])") ==
        "In the manifest 'contact_types[0].fields' has 'a' twice.");
  CHECK(fault("contact_types.fields", R"([{"id":"a"}])") ==
        "In the manifest 'contact_types[0].fields[0].label' is missing.");
}

TEST_CASE("a bucket has a capacity, or a header that says what is left") {
  CHECK(fault("rate_buckets.capacity", "") == "none");
  CHECK(fault("rate_buckets", R"([{"id": "a", "window_ms": 1000}])") ==
        "In the manifest 'rate_buckets[0].capacity' is missing.");
}

TEST_CASE("a bucket may name one other that its requests pay as well") {
  CHECK(fault("rate_buckets.also", "") == "none");
  auto const trouble = [](std::string const& also) {
    return "In the manifest 'rate_buckets' says that 'burst' also pays '" + also +
           "', which is no other bucket, or pays a third one.";
  };
  CHECK(fault("rate_buckets.also", "\"week\"") == trouble("week"));
  CHECK(fault("rate_buckets.also", "\"burst\"") == trouble("burst"));
  CHECK(fault("rate_buckets", R"([{"id": "burst", "capacity": 1, "window_ms": 1, "also": "day"},
    {"id": "day", "capacity": 1, "window_ms": 1, "also": "week"},
    {"id": "week", "capacity": 1, "window_ms": 1}])") == trouble("day"));
}

TEST_CASE("an id is a small letter, then small letters, digits and underscores, at most 32") {
  for (auto const* bad :
       {"\"Acme\"", "\"2acme\"", "\"ac-me\"", "\"_a\"", "\"abcdefghijklmnopqrstuvwxyz1234567\"", "\"ä\""}) {
    INFO(bad);
    CHECK(fault("id", bad).starts_with("In the manifest 'id' must be a small letter"));
  }
}

TEST_CASE("what may be left out is left out") {
  for (auto const* path :
       {"icon", "auth.api_key", "auth.oauth", "auth.oauth.revoke_url", "regions", "allowed_hosts",
        "rate_buckets", "related_records", "log", "urls", "settings", "rate_buckets.reset_header"}) {
    INFO(path);
    CHECK(fault(path, "") == "none");
  }
  CHECK(parse_manifest(with("log", ""))->log.format == LogForm::Format::text);
}

TEST_CASE("a text that is no JSON is no manifest") {
  CHECK(parse_manifest("{\n  \"id\": \"acme\"\n  \"name\"").error().message ==
        "The manifest is no JSON text, see line 3.");
  CHECK(parse_manifest("[]").error().message == "In the manifest the document must be an object.");
  CHECK(parse_manifest("[]").error().code == ErrorCode::bad_reply);
}

TEST_CASE("a URL template may use what is known when it is filled, and nothing else") {
  auto const url_fault = [](char const* path, char const* text) {
    return fault_in_urls(*parse_manifest(with(path, text))).value_or("none");
  };
  CHECK(url_fault("base_url.api_key", "\"https://{user.domain}/api\"") ==
        "In the manifest 'base_url.api_key' uses {user.domain}, which is not known there.");
  CHECK(url_fault("auth.oauth.token_url", "\"https://{token.host}/t\"") ==
        "In the manifest 'auth.oauth.token_url' uses {token.host}, which is not known there.");
  CHECK(url_fault("urls.contact", "\"https://crm.example/{logId}\"") ==
        "In the manifest 'urls.contact' uses {logId}, which is not known there.");
  CHECK(url_fault("urls.log", "\"https://crm.example/{region.shard}\"") ==
        "In the manifest 'urls.log' uses {region.shard}, which is not known there.");
  CHECK(url_fault("urls.log", "\"https://crm.example/{token.}\"") ==
        "In the manifest 'urls.log' uses {token.}, which is not known there.");
  CHECK(url_fault("urls.log", "\"https://crm.example/{logId\"") ==
        "In the manifest 'urls.log' is malformed: a brace has no partner or no name.");
  CHECK(url_fault("urls.log", "\"http://crm.example/{logId}\"") ==
        "In the manifest 'urls.log' must begin with https://, http://127.0.0.1, http://[::1] or a variable.");
  CHECK(url_fault("urls.log", "\"http://127.0.0.1:8080/{logId}\"") == "none");
  CHECK(url_fault("urls.log", "\"http://[::1]/@{logId}\"") == "none");
  CHECK(url_fault("urls.log", "\"http://127.0.0.1.example.com/{logId}\"") != "none");
  CHECK(url_fault("urls.log", "\"http://127.0.0.1:1@example.com/{logId}\"") != "none");
}

TEST_CASE("where the CRM itself says which host gets the token, the manifest says which hosts those may be") {
  auto const fault_without_hosts = [](std::string_view path, std::string_view text) {
    auto manifest = *parse_manifest(with(path, text));
    manifest.allowed_hosts.clear();
    return fault_in_urls(manifest).value_or("none");
  };
  CHECK(fault_without_hosts("auth.oauth.revoke_url", "\"https://login.acme.example/{token.api}\"") ==
        "In the manifest 'base_url.oauth' goes where the CRM says, so 'allowed_hosts' must not be empty.");
  CHECK(fault_without_hosts("base_url.oauth", "\"https://api.acme.example/{token.org}\"") ==
        "In the manifest 'auth.oauth.revoke_url' goes where the CRM says, so 'allowed_hosts' must not be "
        "empty.");
}

TEST_CASE("settings fit the manifest, or the first that does not is named") {
  auto manifest = *parse_manifest(json::serialize(whole()));
  manifest.settings.push_back({"quick", "Quick", Setting::Type::boolean, false, {}});
  manifest.settings.push_back({"sign", "Sign", Setting::Type::text, "", {}});
  auto const wrong = [&](std::string_view settings) {
    auto const given = json::parse(settings).as_object();
    auto const found = fault_in_settings(manifest, given);
    return found ? found->id + " " + found->what : "none";
  };
  CHECK(wrong("{}") == "none");
  CHECK(wrong(R"({"tone": "a", "quick": true, "sign": ""})") == "none");
  CHECK(wrong(R"({"tone": "c"})") == "tone must be one of a, b");
  CHECK(wrong(R"({"tone": true})") == "tone must be a text");
  CHECK(wrong(R"({"quick": "yes"})") == "quick must be true or false");
  CHECK(wrong(R"({"sign": false})") == "sign must be a text");
  CHECK(wrong(R"({"quik": true})") == "quik is not known: the settings of Acme are tone, quick, sign");
  manifest.settings.clear();
  CHECK(wrong(R"({"quick": true})") == "quick is not known: Acme has no settings");
}

TEST_CASE("a host that a manifest allows is a name of two labels or more, in small letters") {
  auto const* member = GENERATE("allowed_hosts", "storage_hosts");
  auto const host_fault = [&](std::string const& host) {
    return fault_in_hosts(*parse_manifest(with(member, "[\"" + host + "\"]"))).has_value();
  };
  for (auto const* good : {"example.com", "*.example.com", "a-1.b.example"}) CHECK_FALSE(host_fault(good));
  for (auto const* bad :
       {"", "*", "*.com", "com", "https://example.com", "example.com/", "example.com:443", "Example.com",
        "-a.b", "a-.b", "a..b", ".a.b", "a.b.", "a.*.b", "**.a.b", "a b.c"}) {
    INFO(bad);
    CHECK(host_fault(bad));
  }
}

}  // namespace patchbay::test
