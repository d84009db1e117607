// patchbay-sandbox as a person or a script starts it.
#include <csignal>

#include <boost/asio/ip/tcp.hpp>
#include <catch2/catch.hpp>

#include "support/child_process.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::crm {
namespace {

using test::ChildProcess;

ChildProcess::Options options(std::string const& file = ":memory:", bool until_stdin_ends = false) {
  ChildProcess::Options out;
  out.arguments = {"--port", "0", "--data", file};
  if (until_stdin_ends) out.arguments.emplace_back("--until-stdin-ends");
  return out;
}

// The port in "listening on http://127.0.0.1:PORT".
std::string port_of(ChildProcess& program) {
  auto const line = program.read_line().value_or("");
  constexpr std::string_view beginning = "listening on http://127.0.0.1:";
  INFO(line << program.errors());
  REQUIRE(line.starts_with(beginning));
  return line.substr(beginning.size());
}

// The whole answer to one request.
std::string ask(std::string const& port, std::string const& request, std::string const& body = {}) {
  boost::asio::ip::tcp::iostream stream("127.0.0.1", port);
  stream << request << " HTTP/1.1\r\nHost: 127.0.0.1:" << port
         << "\r\nConnection: close\r\nX-Api-Key: sandbox\r\n"
         << "Content-Length: " << body.size() << "\r\n\r\n"
         << body << std::flush;
  return {std::istreambuf_iterator<char>(stream), {}};
}

bool contains(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the sandbox says where it listens, and has a page and an API there") {
  ChildProcess program(PATCHBAY_SANDBOX, options());
  auto const port = port_of(program);
  CHECK(contains(ask(port, "GET /"), "<h1>Contacts</h1>"));
  CHECK(contains(ask(port, "GET /api/v1/users/me"), "\"crm_url\":\"http://127.0.0.1:" + port + "\""));
}

TEST_CASE("the sandbox ends well on SIGTERM and SIGINT, whether it reads its input or not") {
  auto const signal = GENERATE(SIGTERM, SIGINT);
  ChildProcess program(PATCHBAY_SANDBOX, options(":memory:", GENERATE(false, true)));
  port_of(program);
  program.send_signal(signal);
  CHECK(program.wait() == 0);
}

TEST_CASE("the sandbox ends with its input when it was asked to") {
  ChildProcess program(PATCHBAY_SANDBOX, options(":memory:", true));
  port_of(program);
  program.close_stdin();
  CHECK(program.wait() == 0);
}

TEST_CASE("what was answered is on disk: a sandbox that is killed loses nothing") {
  test::TempDir const folder;
  auto const file = (folder / "sandbox.db").string();
  {
    ChildProcess program(PATCHBAY_SANDBOX, options(file));
    auto const answer = ask(port_of(program), "POST /api/v1/contacts", R"({"name": "Noor Haddad"})");
    REQUIRE(contains(answer, "201 Created"));
    program.send_signal(SIGKILL);
    REQUIRE(program.wait().has_value());
  }
  ChildProcess again(PATCHBAY_SANDBOX, options(file));
  CHECK(contains(ask(port_of(again), "GET /"), "Noor Haddad"));
}

TEST_CASE("without --data the sandbox keeps its file in the user's data folder") {
  test::TempDir const folder;
  ChildProcess::Options without;
  without.arguments = {"--port", "0"};
  without.environment = {{"XDG_DATA_HOME", folder.path().string()}};
  ChildProcess program(PATCHBAY_SANDBOX, without);
  port_of(program);
  CHECK(std::filesystem::exists(folder / "patchbay/sandbox.db"));
}

TEST_CASE("a port that is taken and a file that cannot be made end the sandbox with the reason") {
  ChildProcess first(PATCHBAY_SANDBOX, options());
  auto same_port = options();
  same_port.arguments[1] = port_of(first);
  ChildProcess second(PATCHBAY_SANDBOX, same_port);
  CHECK(second.wait() == 1);
  CHECK(contains(second.errors(), "port " + same_port.arguments[1] + ": Address already in use"));
  ChildProcess third(PATCHBAY_SANDBOX, options("/nowhere/at/all/sandbox.db"));
  CHECK(third.wait() == 1);
  CHECK(contains(third.errors(), "/nowhere/at/all/sandbox.db"));
}

}  // namespace patchbay::crm
