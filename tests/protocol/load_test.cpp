// Many requests, and a browser that reads late or never.
#include <catch2/catch.hpp>

#include <map>
#include <thread>

#include <csignal>

#include "protocol/host_process.hpp"

namespace patchbay::test {
namespace {

std::string numbered(int id) {
  return HostProcess::request(R"("method":"host.info","id":)" + std::to_string(id));
}

// Reads one reply for each of these ids, in whatever order; each a result or, beyond 64 in flight,
// `unavailable`.
void read_one_answer_each(HostProcess& host, int count) {
  std::map<std::int64_t, int> answers;
  for (int i = 0; i < count; ++i) {
    auto const reply = host.read();
    REQUIRE((code_of(reply) == 0 || code_of(reply) == 8));
    ++answers[reply.at("id").as_int64()];
  }
  REQUIRE(answers.size() == static_cast<std::size_t>(count));
  REQUIRE(answers.begin()->first == 0);
  REQUIRE(answers.rbegin()->first == count - 1);
}

}  // namespace

TEST_CASE("each of 10,000 pipelined requests gets exactly one answer") {
  HostProcess host;
  host.greeted();
  std::jthread sender([&] {
    for (int id = 0; id < 10'000; ++id) host.process().write_frame(numbered(id));
  });
  read_one_answer_each(host, 10'000);
  sender.join();
  CHECK(host.answers());
  CHECK(host.end() == 0);
}

TEST_CASE("an extension that keeps to 64 in flight gets a result for every one of 10,000 requests") {
  HostProcess host;
  host.greeted();
  int sent = 0;
  for (; sent < 64; ++sent) REQUIRE(host.process().write_frame(numbered(sent)));
  for (int received = 0; received < 10'000; ++received) {
    REQUIRE(code_of(host.read()) == 0);
    if (sent < 10'000) REQUIRE(host.process().write_frame(numbered(sent++)));
  }
}

TEST_CASE("the host goes on reading while the browser does not, and the browser finds every answer later") {
  HostProcess host;
  host.greeted();
  for (int id = 0; id < 5'000; ++id) REQUIRE(host.process().write_frame(numbered(id)));
  REQUIRE(host.process().wait_until_read());
  read_one_answer_each(host, 5'000);
}

TEST_CASE("a browser that never reads does not keep the host from leaving at the end of stdin") {
  HostProcess host;
  host.greeted();
  for (int id = 0; id < 5'000; ++id) REQUIRE(host.process().write_frame(numbered(id)));
  CHECK(host.end() == 0);
}

TEST_CASE("a browser that never reads does not keep the host from leaving at a signal") {
  HostProcess host;
  host.greeted();
  for (int id = 0; id < 5'000; ++id) REQUIRE(host.process().write_frame(numbered(id)));
  REQUIRE(host.process().wait_until_read());
  host.process().send_signal(SIGTERM);
  CHECK(host.process().wait() == 0);
}

TEST_CASE("a browser that never reads and never stops asking is given up before memory is") {
  HostProcess host;
  host.greeted();
  auto const asks_for_a_megabyte =
      HostProcess::request(R"("method":"no.such.method","id":")" + std::string(1'000'000, 'i') + "\"");
  int written = 0;
  while (written < 100 && host.process().write_frame(asks_for_a_megabyte)) ++written;
  CHECK(written < 100);
  CHECK(host.process().wait() == 0);
}

TEST_CASE("a browser that closed its end of the replies does not kill the host") {
  HostProcess host;
  host.greeted();
  host.process().close_stdout();
  REQUIRE(host.process().write_frame(numbered(1)));
  REQUIRE(host.process().wait_until_read());
  CHECK(host.end() == 0);
}

}  // namespace patchbay::test
