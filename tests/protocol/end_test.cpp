// How the host ends: at the end of stdin, wherever that comes, and at a signal. Never with anything but
// status 0.
#include <catch2/catch.hpp>

#include <cstring>
#include <iostream>

#include <csignal>

#include "protocol/host_process.hpp"

namespace patchbay::test {
namespace {

using namespace std::chrono_literals;

std::string framed(std::string const& text) {
  auto const length = static_cast<std::uint32_t>(text.size());
  std::string bytes(sizeof length, '\0');
  std::memcpy(bytes.data(), &length, sizeof length);
  return bytes + text;
}

std::string const info = HostProcess::request(R"("id":1,"method":"host.info")");

}  // namespace

TEST_CASE("the stream may end at every byte of a frame") {
  auto const bytes = framed(info);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    CAPTURE(length);
    HostProcess host;
    host.greeted();
    REQUIRE(host.process().write(bytes.substr(0, length)));
    REQUIRE(host.end() == 0);
    CHECK_FALSE(host.process().read_bytes(1));
    CHECK((host.process().errors().find("middle of a frame") != std::string::npos) == (length > 0));
  }
}

TEST_CASE("a request that the end of stdin overtakes is answered before the host leaves") {
  HostProcess host;
  host.greeted();
  REQUIRE(host.process().write(framed(info)));
  host.process().close_stdin();
  CHECK(host.read().at("id") == 1);
  CHECK(host.process().wait() == 0);
}

TEST_CASE("a signal ends the host as the end of stdin does, idle or in the middle of a frame") {
  for (int const signal : {SIGTERM, SIGINT, SIGHUP}) {
    for (auto const* sent : {"", "\x10"}) {
      HostProcess host;
      host.greeted();
      REQUIRE(host.process().write(sent));
      host.process().send_signal(signal);
      CHECK(host.process().wait() == 0);
    }
  }
}

TEST_CASE("a signal during requests leaves whole frames behind, each request answered once at most") {
  HostProcess host;
  host.greeted();
  for (int id = 0; id < 200; ++id) {
    REQUIRE(host.process().write_frame(
        HostProcess::request(R"("method":"host.info","id":)" + std::to_string(id))));
  }
  host.process().send_signal(SIGTERM);
  std::vector<bool> answered(200);
  while (auto const frame = host.process().read_frame()) {
    auto const id = static_cast<std::size_t>(boost::json::parse(*frame).at("id").as_int64());
    CHECK_FALSE(answered.at(id));
    answered.at(id) = true;
  }
  CHECK_FALSE(host.process().read_bytes(1));
  CHECK(host.process().wait() == 0);
}

// A timing is no assertion on a shared machine; the figure is printed, the limit only says that it happens.
TEST_CASE("the host leaves soon after the end of stdin") {
  HostProcess host;
  host.greeted();
  REQUIRE(host.answers());
  auto const start = std::chrono::steady_clock::now();
  CHECK(host.end() == 0);
  auto const took =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  std::cout << "from the end of stdin to the exit: " << took << " ms\n";
}

}  // namespace patchbay::test
