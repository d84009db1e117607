#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>

#include "host/platform/apple/fake_core_foundation.hpp"
#include "host/platform/apple/fake_network.hpp"
#include "platform/system_proxy.hpp"

namespace patchbay::platform {
namespace {

namespace json = boost::json;

constexpr char const* address = "https://crm.example.com/";

// What a Mac says whose settings hold this, and whose system answers so.
std::optional<std::string> proxy(char const* settings, char const* answer, char const* script = nullptr) {
  auto& network = test::fake_network();
  network = {};
  network.settings = json::parse(settings);
  network.proxies[address] = json::parse(answer);
  if (script) network.scripts["http://wpad.example.com/p"] = json::parse(script);
  auto const before = test::cf_living();
  auto const found = system_proxy(address);
  CHECK(test::cf_living() == before);
  CHECK_FALSE(network.scripts_left);
  return found;
}

constexpr char const* by_script = R"([{"type": "script", "url": "http://wpad.example.com/p"}])";

}  // namespace

TEST_CASE("a Mac's proxy for an address becomes an address") {
  CHECK(proxy(R"({"HTTPSEnable": 1})", R"([{"type": "https", "host": "proxy.example.com", "port": 3128}])") ==
        "http://proxy.example.com:3128");
  CHECK(proxy(R"({"SOCKSEnable": 1})", R"([{"type": "socks", "host": "fd00::1", "port": 1080}])") ==
        "socks5h://[fd00::1]:1080");
  CHECK(proxy(R"({"HTTPEnable": 1})", R"([{"type": "http", "host": "proxy.example.com"}])") ==
        "http://proxy.example.com");
}

TEST_CASE(
    "an address that the settings except is reached without a proxy; where they name none, the environment "
    "counts") {
  CHECK(proxy(R"({"HTTPSEnable": 1})", R"([{"type": "none"}])") == "");
  CHECK(proxy(R"({"HTTPSEnable": 0})", R"([{"type": "none"}])") == std::nullopt);
  CHECK(proxy(R"({})", R"([{"type": "none"}])") == std::nullopt);
  CHECK(proxy("null", R"([{"type": "none"}])") == std::nullopt);
  CHECK(proxy(R"({"HTTPSEnable": 1})", "[]") == std::nullopt);
}

TEST_CASE("the first that can be used counts, and a kind that nobody knows cannot") {
  CHECK(proxy(R"({"HTTPSEnable": 1})",
              R"([{"type": "ftp", "host": "a"}, {"type": "http", "host": "b", "port": 80}])") ==
        "http://b:80");
}

TEST_CASE("a script is asked, and its answer is taken") {
  constexpr char const* settings = R"({"ProxyAutoConfigEnable": 1})";
  CHECK(proxy(settings, by_script, R"([{"type": "http", "host": "a", "port": 80}])") == "http://a:80");
  CHECK(proxy(settings, by_script, R"([{"type": "none"}])") == "");
}

TEST_CASE("a script that never answers is given up, and names no proxy") {
  CHECK(proxy(R"({"ProxyAutoConfigEnable": 1})", by_script) == std::nullopt);
}

}  // namespace patchbay::platform
