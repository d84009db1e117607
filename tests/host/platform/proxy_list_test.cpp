#include "platform/proxy_list.hpp"

#include <catch2/catch.hpp>

namespace patchbay::platform {
namespace {

constexpr char const* url = "https://api.example.com/v1/people?x=http://other";

std::string proxy(std::string_view list, std::string_view bypass = "", std::string_view to = url) {
  return proxy_from_list(list, bypass, to).value_or("none");
}

}  // namespace

TEST_CASE("one proxy for everything, with the scheme that it is spoken to in") {
  CHECK(proxy("proxy.example.com:8080") == "http://proxy.example.com:8080");
  CHECK(proxy("https://proxy.example.com:8443") == "https://proxy.example.com:8443");
}

TEST_CASE("a proxy for each scheme, and SOCKS for those that have none") {
  constexpr char const* list = "http=a:80;HTTPS=b:81 socks=c:1080";
  CHECK(proxy(list) == "http://b:81");
  CHECK(proxy(list, "", "http://api.example.com") == "http://a:80");
  CHECK(proxy("ftp=a:80;socks=c:1080") == "socks4a://c:1080");
  CHECK(proxy("ftp=a:80") == "none");
  CHECK(proxy("") == "none");
}

TEST_CASE("an address that is to be reached without a proxy gives an empty one") {
  for (auto const* bypass : {"*.example.com", "other; API.EXAMPLE.COM", "https://api.*", "*"}) {
    INFO(bypass);
    CHECK(proxy("p:1", bypass).empty());
  }
  for (auto const* bypass : {"example.com", "*.example.org", "api", "<local>", ""}) {
    INFO(bypass);
    CHECK(proxy("p:1", bypass) == "http://p:1");
  }
}

TEST_CASE("a name without a dot is local, and a port or a sign-in belong to no name") {
  CHECK(proxy("p:1", "<local>", "http://intranet:8080/x").empty());
  CHECK(proxy("p:1", "10.*", "http://user@10.1.2.3:80/").empty());
  CHECK(proxy("p:1", "<local>", "http://[::1]:80/") == "http://p:1");
  CHECK(proxy("p:1", "[::1]", "http://[::1]:80/").empty());
}

}  // namespace patchbay::platform
