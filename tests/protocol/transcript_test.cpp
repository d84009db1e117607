#include "protocol/transcript.hpp"

#include <catch2/catch.hpp>

#include <deque>
#include <fstream>
#include <memory>
#include <sstream>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "protocol/crm_world.hpp"

namespace patchbay::test {
namespace {

namespace json = boost::json;

std::string different(char const* expected, char const* actual, json::object variables = {}) {
  return difference(json::parse(expected), json::parse(actual), variables).value_or("");
}

// A peer that answers from a list, and remembers what it was sent.
struct Script {
  std::deque<std::string> answers;
  std::vector<std::string> sent;
  TranscriptPeer peer() {
    return {[this](std::string const& frame) { return sent.push_back(frame), true; },
            [this]() -> std::optional<std::string> {
              if (answers.empty()) return std::nullopt;
              auto answer = std::move(answers.front());
              answers.pop_front();
              return answer;
            }};
  }
};

std::string played(std::string const& lines, Script& script, json::object variables = {}) {
  auto const blocks = transcript_blocks("```transcript\n" + lines + "```\n");
  return replay(blocks.at(0), script.peer(), variables).value_or("");
}

std::string document() {
  std::ifstream file(PATCHBAY_PROTOCOL);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// A block that begins with host.hello starts a host; the others go on with the one that runs.
bool starts_host(std::vector<TranscriptLine> const& block) {
  return !block.empty() && block.front().from_host &&
         block.front().text.find("\"host.hello\"") != std::string::npos;
}

// A configuration in which the sandbox is the only platform, whatever else has been built. The directory is off, since it fills
// when it finds the time, and what it says then is in no order with the rest.
std::string only_sandbox(std::string const& url) {
  json::object adapters;
  for (auto const& entry : std::filesystem::directory_iterator(PATCHBAY_ADAPTERS)) {
    adapters[entry.path().stem().string()] = json::object{{"enabled", false}};
  }
  adapters["sandbox"] = json::object{{"base_url", url}};
  return json::serialize(json::object{{"adapters", std::move(adapters)}, {"directory", json::object{{"enabled", false}}}});
}

}  // namespace

TEST_CASE("every transcript in PROTOCOL.md is what the host says") {
  auto const blocks = transcript_blocks(document());
  REQUIRE_FALSE(blocks.empty());
  REQUIRE(starts_host(blocks.front()));
  TempDir dir;
  auto const crm = CrmProcess::sandbox(dir / "crm.sqlite");
  std::ofstream(dir / "config.json") << only_sandbox(crm.url());
  std::vector<std::string> const arguments{"--config", (dir / "config.json").string(), "--adapters", PATCHBAY_ADAPTERS};
  std::unique_ptr<HostProcess> host;
  TranscriptPeer const peer{[&](std::string const& frame) { return host->process().write_frame(frame); },
                            [&] { return host->process().read_frame(); }};
  json::object variables;
  for (auto const& block : blocks) {
    if (starts_host(block)) host = std::make_unique<HostProcess>(arguments);
    INFO(PATCHBAY_PROTOCOL);
    CHECK(replay(block, peer, variables).value_or("") == "");
  }
}

TEST_CASE("a difference is found and named by where it is") {
  CHECK(different(R"({"a":[1,{"b":2}]})", R"({"a":[1,{"b":2}]})") == "");
  CHECK(different(R"({"a":[1,{"b":2}]})", R"({"a":[1,{"b":3}]})") == "/a/1/b: expected 2, got 3");
  CHECK(different(R"({"a":1})", R"({})") == "/a: is missing");
  CHECK(different(R"({})", R"({"a":1})") == "/a: is not expected, and is 1");
  CHECK(different(R"([1])", R"([1,2])") == ": expected [1], got [1,2]");
  CHECK(different(R"("x")", R"(1)") == ": expected \"x\", got 1");
}

TEST_CASE("dots stand for any value and for further members") {
  CHECK(different(R"({"a":"..."})", R"({"a":{"b":1}})") == "");
  CHECK(different(R"({"a":"..."})", R"({})") == "/a: is missing");
  CHECK(different(R"({"a":1,"...":"..."})", R"({"a":1,"b":2})") == "");
  CHECK(different(R"({"a":1,"...":"..."})", R"({"a":2,"b":2})") == "/a: expected 1, got 2");
}

TEST_CASE("a variable is what it was at first") {
  CHECK(different(R"(["$x","$x"])", R"(["a","a"])") == "");
  CHECK(different(R"(["$x","$x"])", R"(["a","b"])") == "/1: expected \"a\", got \"b\"");
  CHECK(different(R"("$/cancelRequest")", R"("a")") == ": expected \"$/cancelRequest\", got \"a\"");
  CHECK(substituted(json::parse(R"({"t":["$x","$y","x"]})"), {{"$x", 7}}) ==
        json::parse(R"({"t":[7,"$y","x"]})"));
}

TEST_CASE("a transcript is sent line by line, with what the host said before") {
  Script script{{R"({"token":"abc"})", R"({"ok":true})"}, {}};
  CHECK(played("<-- {\"token\":\n   \"$t\"}\n--> {\"use\":\"$t\"}\n--> no JSON $t\n-->\n<-- {\"ok\":true}\n",
               script) == "");
  CHECK(script.sent == std::vector<std::string>{R"({"use":"abc"})", "no JSON $t", ""});
}

TEST_CASE("lines of the host that follow each other come in any order") {
  Script script{{R"({"id":2})", R"({"id":1})"}, {}};
  CHECK(played("<-- {\"id\":1}\n<-- {\"id\":2}\n", script) == "");
}

TEST_CASE("a transcript that is not what the host says fails with its line") {
  Script wrong{{R"({"id":2})"}, {}};
  CHECK(played("--> {}\n<-- {\"id\":1}\n", wrong).find("line 3: /id: expected 1, got 2") !=
        std::string::npos);
  Script silent;
  CHECK(played("<-- {}\n", silent) == "line 2: the host says nothing");
  Script misspelt{{"{}"}, {}};
  CHECK_FALSE(played("<- {}\n", misspelt).empty());
}

}  // namespace patchbay::test
