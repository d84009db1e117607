// What a browser, or something worse, may send: every frame is answered and none ends the port.
#include <catch2/catch.hpp>

#include <cstring>
#include <fstream>

#include "protocol/host_process.hpp"

namespace patchbay::test {
namespace {

constexpr std::size_t browser_limit = 1'048'576;
constexpr std::size_t host_limit = 8'388'608;

std::string header(std::uint32_t length) {
  std::string bytes(sizeof length, '\0');
  std::memcpy(bytes.data(), &length, sizeof length);
  return bytes;
}

std::string frame(std::string const& text) { return header(static_cast<std::uint32_t>(text.size())) + text; }

std::string const info = HostProcess::request(R"("id":1,"method":"host.info")");

// A request of exactly this many bytes.
std::string padded(std::size_t size) {
  std::string const start = R"({"jsonrpc":"2.0","id":1,"method":"host.info","params":{"pad":")",
                    end = R"("}})";
  return start + std::string(size - start.size() - end.size(), 'p') + end;
}

// A request whose answer is an error that has this many bytes more than its id.
std::string unknown_method(std::string const& id) {
  return HostProcess::request(R"("method":"no.such.method","id":")" + id + "\"");
}

std::size_t answer_size_beside_id(HostProcess& host) {
  REQUIRE(host.process().write_frame(unknown_method("")));
  return host.process().read_frame().value().size();
}

// The most memory that the program ever had, in kilobytes.
long peak_memory_kb(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string word; status >> word;) {
    if (word == "VmHWM:") return status >> word, std::stol(word);
  }
  return 0;
}

}  // namespace

TEST_CASE("a frame is read however the browser cuts it") {
  HostProcess host;
  host.greeted();
  auto const bytes = frame(info);
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    CAPTURE(cut);
    REQUIRE(host.process().write(bytes.substr(0, cut)));
    REQUIRE(host.process().wait_until_read());
    REQUIRE(host.process().write(bytes.substr(cut)));
    REQUIRE(code_of(host.read()) == 0);
  }
}

TEST_CASE("a frame is read byte by byte") {
  HostProcess host;
  host.greeted();
  for (char const byte : frame(info)) {
    REQUIRE(host.process().write({&byte, 1}));
    REQUIRE(host.process().wait_until_read());
  }
  CHECK(code_of(host.read()) == 0);
}

TEST_CASE("two frames in one write are two requests") {
  HostProcess host;
  host.greeted();
  REQUIRE(host.process().write(frame(unknown_method("a")) + frame(unknown_method("b"))));
  CHECK(host.read().at("id") == "a");
  CHECK(host.read().at("id") == "b");
}

TEST_CASE("an empty frame and a frame of one byte are answered") {
  HostProcess host;
  host.greeted();
  REQUIRE(host.process().write(header(0)));
  CHECK(code_of(host.read()) == -32700);
  REQUIRE(host.process().write_frame("{"));
  CHECK(code_of(host.read()) == -32700);
  CHECK(host.answers());
}

TEST_CASE("a request of exactly the limit is answered, one byte more is not, and the port lives") {
  HostProcess host;
  host.greeted();
  REQUIRE(host.process().write_frame(padded(host_limit)));
  CHECK(code_of(host.read()) == 0);
  REQUIRE(host.process().write_frame(padded(host_limit + 1)));
  auto const reply = host.read();
  CHECK(code_of(reply) == -32600);
  CHECK(reply.at("id").is_null());
  CHECK(host.answers());
}

TEST_CASE("the longest claim is answered at once, and what follows is skipped without being stored") {
  HostProcess host;
  host.greeted();
  REQUIRE(host.process().write(header(0xFFFFFFFF)));
  CHECK(code_of(host.read()) == -32600);
  auto const before = peak_memory_kb(host.process().pid());
  std::string const megabyte(1024 * 1024, 'x');
  for (int i = 0; i < 64; ++i) REQUIRE(host.process().write(megabyte));
  REQUIRE(host.process().wait_until_read());
  CHECK(peak_memory_kb(host.process().pid()) - before < 8 * 1024);
  CHECK(host.end() == 0);
}

TEST_CASE("what is no request is answered with what is wrong, and the port lives") {
  HostProcess host;
  host.greeted();
  struct Case {
    std::string text;
    int code;
  };
  std::string const open(40, '[');
  for (auto const& [text, code] :
       std::vector<Case>{{"\xFF\xFE", -32700},
                         {"\"\xC3(\"", -32700},
                         {"\xEF\xBB\xBF" + info, -32700},
                         {"Starting...", -32700},
                         {open + std::string(40, ']'), -32700},
                         {std::string(1'000'000, '['), -32700},
                         {R"({"jsonrpc":"2.0","id":1,"id":1,"method":"host.info"})", -32700},
                         {"42", -32600},
                         {"[" + info + "]", -32600},
                         {"{}", -32600},
                         {R"({"jsonrpc":"2.0","id":null,"method":"host.info"})", -32600}}) {
    CAPTURE(text.substr(0, 60));
    REQUIRE(host.process().write_frame(text));
    CHECK(code_of(host.read()) == code);
  }
  CHECK(host.answers());
}

TEST_CASE("text beyond ASCII comes back byte for byte") {
  HostProcess host;
  host.greeted();
  std::string const id = "Zo\xC3\xAB \xE5\xA7\x93\xE3\x80\x80\xE5\x90\x8D \xF0\x9F\x93\x9E \xE2\x80\xA8";
  REQUIRE(host.process().write_frame(unknown_method(id)));
  CHECK(host.read().at("id").as_string() == id);
  REQUIRE(host.process().write_frame(unknown_method("\\u0000\\ud83d\\udcde\\n")));
  CHECK(host.read().at("id").as_string() == std::string("\0\xF0\x9F\x93\x9E\n", 6));
}

TEST_CASE("requests and replies around the size of a pipe's buffer are whole") {
  HostProcess host;
  host.greeted();
  auto const beside = answer_size_beside_id(host);
  for (std::size_t size : {65'535u, 65'536u, 65'537u}) {
    REQUIRE(host.process().write_frame(padded(size)));
    CHECK(code_of(host.read()) == 0);
    REQUIRE(host.process().write_frame(unknown_method(std::string(size - beside, 'i'))));
    auto const reply = host.process().read_frame();
    REQUIRE(reply);
    CHECK(reply->size() == size);
    CHECK(boost::json::parse(*reply).at("id").as_string() == std::string(size - beside, 'i'));
  }
}

TEST_CASE(
    "a reply of exactly what a browser takes is sent, and one byte more becomes an error that says so") {
  HostProcess host;
  host.greeted();
  auto const beside = answer_size_beside_id(host);
  REQUIRE(host.process().write_frame(unknown_method(std::string(browser_limit - beside, 'i'))));
  auto const largest = host.process().read_frame();
  REQUIRE(largest);
  CHECK(largest->size() == browser_limit);
  CHECK(code_of(boost::json::parse(*largest)) == -32601);

  REQUIRE(host.process().write_frame(unknown_method(std::string(browser_limit - beside + 1, 'i'))));
  auto const reply = host.read();
  CHECK(code_of(reply) == 13);
  CHECK(reply.at_pointer("/error/message").as_string().find("1048577 bytes") != std::string::npos);
  CHECK(host.answers());
}

}  // namespace patchbay::test
