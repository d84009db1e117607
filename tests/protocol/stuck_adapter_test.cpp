// An adapter that does not come back: it costs its own requests and nothing else.
#include <catch2/catch.hpp>

#include "protocol/host_process.hpp"

namespace patchbay::test {
namespace {

HostProcess host_with(char const* animal) {
  return HostProcess({"--adapters", std::string(PATCHBAY_STUCK) + "/" + animal});
}

std::string sign_in(char const* animal) {
  return R"("id":"sign-in","method":"connection.authorize","params":{"kind":"apiKey","apiKey":"k","platform":")" +
         std::string(animal) + "\"}";
}

// The next reply; notifications before it are nobody's here.
boost::json::object reply_to(HostProcess& host, std::string const& members) {
  REQUIRE(host.process().write_frame(HostProcess::request(members)));
  for (;;) {
    auto message = host.read().as_object();
    if (message.contains("id")) return message;
  }
}

std::string const info = R"("id":"alive","method":"host.info")";

}  // namespace

TEST_CASE("an adapter that never returns keeps up no other request, no cancelled one, and not the end") {
  auto host = host_with("never_returns");
  host.greeted();
  REQUIRE(host.process().write_frame(HostProcess::request(sign_in("never_returns"))));
  CHECK(reply_to(host, info).at("id") == "alive");
  auto const cancelled = reply_to(host, R"("method":"$/cancelRequest","params":{"id":"sign-in"})");
  CHECK(cancelled.at("id") == "sign-in");
  CHECK(cancelled.at("error").at("data").at("name") == "cancelled");
  CHECK(reply_to(host, info).contains("result"));
  CHECK(host.end() == 0);
}

TEST_CASE("an adapter that does not come back from its end keeps the host no longer than a browser waits") {
  auto host = host_with("never_ends");
  host.greeted();
  CHECK(reply_to(host, sign_in("never_ends")).contains("result"));
  CHECK(host.end() == 0);
}

}  // namespace patchbay::test
