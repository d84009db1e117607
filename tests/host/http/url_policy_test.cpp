#include "http/url_policy.hpp"

#include <catch2/catch.hpp>

using patchbay::ErrorCode;
using patchbay::UrlPolicy;

namespace {

UrlPolicy const policy("https://acme.crm.example/v4/", {"files.crm.example", "*.crm-cdn.example"});

}  // namespace

TEST_CASE("a target is put behind the base URL and its path") {
  CHECK(policy.resolve("/persons?term=%2B1&limit=1").value() ==
        "https://acme.crm.example/v4/persons?term=%2B1&limit=1");
  CHECK(policy.resolve("/a@b:1").value() == "https://acme.crm.example/v4/a@b:1");
  CHECK(UrlPolicy("http://127.0.0.1:8080", {}).resolve("/x").value() == "http://127.0.0.1:8080/x");
  CHECK(UrlPolicy("http://[::1]:8080", {}).resolve("/x").value() == "http://[::1]:8080/x");
}

TEST_CASE("an absolute URL may lead to the base's own origin and to allowed hosts") {
  for (auto const* url :
       {"https://acme.crm.example/v9/next?cursor=a", "https://ACME.crm.example:443/x",
        "https://files.crm.example/1", "https://a.crm-cdn.example/1", "https://a.b.CRM-CDN.example/1"})
    CHECK(policy.resolve(url).value() == url);
  CHECK(UrlPolicy("http://127.0.0.1:8080/v1", {}).resolve("http://127.0.0.1:8080/next").has_value());
}

TEST_CASE("a foreign host is forbidden, and named") {
  for (auto const* url :
       {"https://evil.example/", "https://crm-cdn.example/", "https://evilcrm-cdn.example/",
        "https://.crm-cdn.example/", "https://files.crm.example.evil.example/", "https://files.crm.example./",
        "https://xfiles.crm.example/", "https://files.crm.example:8443/", "https://acme.crm.example:8443/",
        "http://files.crm.example/", "http://acme.crm.example/v4/x", "http://127.0.0.1/",
        "ftp://files.crm.example/", "https://2130706433/"}) {
    CAPTURE(url);
    auto const result = policy.resolve(url);
    REQUIRE(result.has_error());
    CHECK(result.error().code == ErrorCode::forbidden);
  }
  CHECK(policy.resolve("https://evil.example/?phone=5550132").error().message ==
        "The adapter may not send requests to https://evil.example:443.");
  CHECK(UrlPolicy("http://127.0.0.1:8080", {}).resolve("http://127.0.0.1:8081/").error().code ==
        ErrorCode::forbidden);
  CHECK(UrlPolicy("http://127.0.0.1:8080", {}).resolve("https://127.0.0.1:8080/").error().code ==
        ErrorCode::forbidden);
}

TEST_CASE("only what carries no credential goes to a storage host, and to no other foreign one") {
  UrlPolicy const with_storage("https://acme.crm.example", {"files.crm.example"}, {"*.storage.example"});
  auto const none = UrlPolicy::Credential::none;
  CHECK(with_storage.resolve("https://eu.storage.example/a?signature=b", none).has_value());
  CHECK(with_storage.resolve("https://eu.storage.example/a").error().code == ErrorCode::forbidden);
  CHECK(with_storage.resolve("https://files.crm.example/a", none).error().code == ErrorCode::forbidden);
  CHECK(with_storage.resolve("https://acme.crm.example/a", none).has_value());
}

TEST_CASE("what is not a proper URL is refused and never repeated in the message") {
  for (auto const* url : {"",
                          "persons",
                          "//evil.example/",
                          "/\\evil.example",
                          "/a b",
                          "/a\nb",
                          "/a\tb",
                          "/caf\xC3\xA9",
                          "/a#b",
                          "/%zz",
                          "https://",
                          "https:///x",
                          "https://user@files.crm.example/",
                          "https://user:word@files.crm.example/",
                          "https:files.crm.example/",
                          "https://files.crm.example\\@evil.example/",
                          "https://files%2Ecrm.example/",
                          "https://files.crm.example/#x",
                          "https://files.crm.example/a b",
                          "javascript:alert(1)",
                          "?a=b"}) {
    CAPTURE(url);
    auto const result = policy.resolve(url);
    REQUIRE(result.has_error());
    CHECK(result.error().code == ErrorCode::invalid_params);
    CHECK(result.error().message == "The adapter asked for an address that is not a proper URL.");
  }
}

TEST_CASE("a target cannot climb out of its path") {
  for (auto const* url : {"/persons/../users", "/persons/..", "/./x", "/persons/%2e%2E/users",
                          "/persons/.%2e", "https://files.crm.example/a/../b"})
    CHECK(policy.resolve(url).error().code == ErrorCode::invalid_params);
  CHECK(policy.resolve("/a..b/...?x=../..").has_value());
}

TEST_CASE("a credential follows to its own origin, and by https to the hosts that are allowed") {
  std::vector<std::string> const allowed{"api.crm.example", "*.my.crm.example"};
  std::string const home = "https://login.crm.example/token";
  for (auto const* place :
       {"https://login.crm.example/api", "https://api.crm.example", "https://A.my.crm.example/x"})
    CHECK(patchbay::may_follow(home, place, allowed));
  for (auto const* place :
       {"https://evil.example", "http://api.crm.example", "https://api.crm.example:8443",
        "https://api.crm.example@evil.example", "http://127.0.0.1:80", "https://127.0.0.1",
        "https://my.crm.example", "api.crm.example", "ftp://api.crm.example", "javascript:", ""}) {
    CAPTURE(place);
    CHECK_FALSE(patchbay::may_follow(home, place, allowed));
  }
}

TEST_CASE("a credential of this machine's own server follows to another one on this machine") {
  CHECK(patchbay::may_follow("http://127.0.0.1:8080/token", "http://127.0.0.1:8081/api", {}));
  CHECK(patchbay::may_follow("http://127.0.0.1:8080/token", "http://[::1]:8081", {}));
  CHECK_FALSE(patchbay::may_follow("http://127.0.0.1:8080/token", "https://evil.example", {}));
  CHECK_FALSE(patchbay::may_follow("http://127.0.0.1:8080/token", "ftp://127.0.0.1:8081", {}));
  CHECK_FALSE(patchbay::may_follow("not a URL", "http://127.0.0.1:8081", {}));
}

TEST_CASE("a base that is not https, and not http to this very machine, lets nothing through") {
  for (auto const* base :
       {"http://crm.example", "http://localhost:8080", "http://10.0.0.1", "ftp://crm.example"}) {
    CAPTURE(base);
    CHECK(UrlPolicy(base, {"files.crm.example"}).resolve("/x").error().code == ErrorCode::forbidden);
    CHECK(UrlPolicy(base, {"files.crm.example"}).resolve("https://files.crm.example/").has_error());
  }
  for (auto const* base :
       {"", "crm.example", "https://", "https://user:word@crm.example", "https://crm.example/?a=b",
        "https://crm.example/#a", "https://crm.example/a/../b"}) {
    CAPTURE(base);
    CHECK(UrlPolicy(base, {}).resolve("/x").error().code == ErrorCode::invalid_params);
  }
}
