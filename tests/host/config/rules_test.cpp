#include "config/rules.hpp"

#include <catch2/catch.hpp>

namespace patchbay::config_rules {

TEST_CASE("an API may be reached by https anywhere and by http on this machine only") {
  for (auto const* url :
       {"https://api.example.com", "https://api.example.com:8443/v2/", "http://127.0.0.1:8700",
        "http://127.8.0.255/x", "http://[::1]:8700", "http://localhost:1", "https://[2001:db8::1]/"}) {
    INFO(url);
    CHECK(base_url(url).empty());
  }
  for (auto const* url : {"",
                          "api.example.com",
                          "http://api.example.com",
                          "http://10.0.0.1",
                          "http://127.0.0.1.example.com",
                          "http://127.1",
                          "http://127.0.0.256",
                          "http://0127.0.0.1",
                          "http://127.0.0.01",
                          "http://localhost.example.com",
                          "http://[::2]",
                          "http://localhost@example.com",
                          "https://user@example.com",
                          "ftp://127.0.0.1",
                          "HTTPS://example.com",
                          "https://",
                          "https://example.com:0",
                          "https://example.com:65536",
                          "https://example.com:",
                          "https://exa mple.com",
                          "https://example.com/a?b=c",
                          "https://example.com/#x",
                          "https://example.com/a b",
                          "https://example.com\\x",
                          "https://.example.com",
                          "https://[::1",
                          "javascript:alert(1)"}) {
    INFO(url);
    CHECK_FALSE(base_url(url).empty());
  }
}

TEST_CASE("an origin has no path") {
  CHECK(origin("https://login.example.com").empty());
  CHECK(origin("https://login.example.com/").empty());
  CHECK_FALSE(origin("https://login.example.com/oauth").empty());
  CHECK_FALSE(origin("http://login.example.com").empty());
}

TEST_CASE("a number pattern has a country code, and a star only at its end") {
  for (auto const* text : {"+14155550132", "+1*", "+49*", "+493012345*"}) CHECK(number_pattern(text).empty());
  for (auto const* text :
       {"", "+", "*", "+*", "14155550132", "+0*", "+1*5", "+1415555013212345", "+1 415*"}) {
    INFO(text);
    CHECK_FALSE(number_pattern(text).empty());
  }
}

TEST_CASE("a host without a proxy is a name, an ending, addresses or all") {
  for (auto const* text : {"crm.example.com", ".example.com", "10.0.0.0/8", "::1", "*"})
    CHECK(host(text).empty());
  for (auto const* text : {"", "a b", "*.example.com", "a,b"}) CHECK_FALSE(host(text).empty());
}

TEST_CASE("a proxy is a URL without a password") {
  for (auto const* url :
       {"http://proxy.example.com:3128", "socks5h://10.0.0.1:1080", "https://proxy.example.com/"})
    CHECK(proxy_url(url).empty());
  for (auto const* url : {"proxy.example.com:3128", "http://a:b@proxy.example.com", "ftp://proxy.example.com",
                          "http://proxy/x"}) {
    CHECK_FALSE(proxy_url(url).empty());
  }
}

TEST_CASE("ids of extensions have the form that their browser gives them") {
  CHECK(chromium_id("abcdefghijklmnopabcdefghijklmnop").empty());
  CHECK_FALSE(chromium_id("abcdefghijklmnopabcdefghijklmnoq").empty());
  CHECK(firefox_id("patchbay@patchbay.io").empty());
  CHECK(firefox_id("{0f1e2d3c-0000-4000-8000-000000000000}").empty());
  CHECK_FALSE(firefox_id("patchbay").empty());
  CHECK_FALSE(firefox_id("a\"@b").empty());
}

}  // namespace patchbay::config_rules
