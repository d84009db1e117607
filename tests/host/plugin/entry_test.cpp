// Adapters without a file: entries in memory, made wrong in ways that no compiler would.
#include <catch2/catch.hpp>

#include <functional>

#include "plugin/acceptance.hpp"
#include "plugin/registry.hpp"
#include "support/fake_clock.hpp"
#include "support/fake_http.hpp"
#include "support/print_result.hpp"

namespace patchbay::test {
namespace {

constexpr char manifest[] =
    R"({"id": "memory", "name": "Memory", "version": "1", "contact_types": [{"id": "p", "name": "P"}],
  "auth": {"api_key": {"header": "X-Key", "fields": [{"id": "apiKey", "label": "Key"}]},
    "oauth": {"authorize_url": "https://crm.example/a", "token_url": "https://crm.example/t", "header": "X-Auth",
      "redirect": {"host": "localhost", "path": "/", "ports": "any"}}},
  "base_url": {"api_key": "https://crm.example", "oauth": "https://crm.example"}, "rate_buckets": [{"id": "all", "capacity": 9, "window_ms": 1000}]})";
constexpr char const* operations[] = {"user.get", nullptr};

patchbay_text text(std::string_view words) { return {words.data(), words.size()}; }

// What the adapter of the running test does in its call; a test program runs one test at a time.
std::function<void(patchbay_host const&, patchbay_call*)> behaviour;
patchbay_host const* given_host = nullptr;

patchbay_adapter* create(patchbay_host const* host) {
  static patchbay_adapter adapter{sizeof(patchbay_adapter), nullptr,
                                  [](patchbay_adapter const*, patchbay_call* call, patchbay_text,
                                     patchbay_text) { behaviour(*given_host, call); },
                                  nullptr, [](patchbay_adapter*) {}};
  given_host = host;
  return &adapter;
}

patchbay_adapter_entry good_entry() {
  return {sizeof(patchbay_adapter_entry), PATCHBAY_ABI_MINOR, manifest, operations, create};
}

std::string reason_for(patchbay_adapter_entry const& entry) {
  Registry registry(silent_log());
  registry.add_entry(entry, "memory");
  return registry.refused().empty() ? "(accepted)" : registry.refused()[0].reason;
}

Result<boost::json::value> call(HttpClient& client, Log const& log = silent_log()) {
  static patchbay_adapter_entry const entry = good_entry();
  Registry registry(log);
  registry.add_entry(entry, "memory");
  auto const* adapter = registry.find("memory");
  REQUIRE(adapter);
  return adapter->call("user.get", {}, client, {FakeClock().steady_now() + std::chrono::seconds(30), {}});
}

patchbay_http_request request(std::string_view target) {
  patchbay_http_request made{};
  made.struct_size = sizeof made;
  made.method = text("GET");
  made.target = text(target);
  return made;
}

// Sends one request and replies; the status of the exchange is the result.
patchbay_status exchange(patchbay_http_request const& made, ScriptedClient& client) {
  patchbay_status status = PATCHBAY_OK;
  behaviour = [&](patchbay_host const& host, patchbay_call* in_flight) {
    patchbay_http_request const* const requests[] = {&made};
    patchbay_http_response const* const* responses = nullptr;
    status = host.http_exchange(in_flight, requests, 1, &responses);
    host.reply(in_flight, text("{}"));
  };
  client.otherwise([](HttpRequest const&) { return response(200); });
  static_cast<void>(call(client));
  return status;
}

}  // namespace

TEST_CASE("an entry with a part that is missing is refused") {
  CHECK(reason_for(good_entry()) == "(accepted)");
  auto entry = good_entry();
  entry.create = nullptr;
  CHECK(reason_for(entry) == "Its entry has no manifest or no create().");
  entry = good_entry();
  entry.manifest_json = nullptr;
  CHECK(reason_for(entry) == "Its entry has no manifest or no create().");
  entry = good_entry();
  entry.operations = nullptr;
  CHECK(reason_for(entry) == "Its list of operations is missing.");
  char const* const twice[] = {"user.get", "user.get", nullptr};
  entry.operations = twice;
  CHECK(reason_for(entry) == "It lists 'user.get' twice.");
}

TEST_CASE("moving a log and keeping a task are operations that an adapter may offer") {
  auto entry = good_entry();
  char const* const more[] = {"user.get", "callContact.set", "task.create", "task.find", nullptr};
  entry.operations = more;
  CHECK(reason_for(entry) == "(accepted)");
}

TEST_CASE("what people will miss of an adapter that is accepted is noted") {
  auto const notes_of = [](auto const&... more) {
    char const* const offered[] = {"user.get", more..., nullptr};
    auto entry = good_entry();
    entry.operations = offered;
    auto const verdict = judge_entry(entry, "memory", silent_log());
    CHECK(verdict.reason() == "");
    std::vector<std::string> notes;
    for (auto const& line : verdict.lines)
      if (line.note) notes.push_back(line.rule);
    return notes;
  };
  using Notes = std::vector<std::string>;
  CHECK(notes_of("contact.find") == Notes());
  CHECK(notes_of("callLog.create") == Notes{"without callLog.find", "without callLog.update"});
  CHECK(notes_of("callLog.create", "callLog.find", "callLog.update") == Notes());
  CHECK(notes_of("task.create") == Notes{"without task.find"});
  CHECK(notes_of("messageLog.create", "messageLog.find") == Notes{"without messageLog.update"});
}

TEST_CASE("an entry of a later host's size is taken, since members are only ever appended") {
  auto entry = good_entry();
  entry.struct_size += 64;
  CHECK(reason_for(entry) == "(accepted)");
}

TEST_CASE("a second entry with the same id is refused") {
  auto const entry = good_entry();
  Registry registry(silent_log());
  registry.add_entry(entry, "first");
  registry.add_entry(entry, "second");
  REQUIRE(registry.refused().size() == 1);
  CHECK(registry.refused()[0].path == "second");
  CHECK(registry.refused()[0].reason == "Its id 'memory' is taken by 'first'.");
}

TEST_CASE("what the host hands out lives until the call returns, through further exchanges") {
  ScriptedClient client;
  client.expect("GET", "/1", response(200, "short", {{"A", "b"}}));
  client.expect("GET", "/2", fail(ErrorCode::timeout, "late"));
  client.expect("GET", "/3", response(404, std::string(5000, 'x')));
  behaviour = [](patchbay_host const& host, patchbay_call* in_flight) {
    auto const one = request("/1"), two = request("/2"), three = request("/3");
    patchbay_http_request const* const first[] = {&one, &two};
    patchbay_http_request const* const second[] = {&three};
    patchbay_http_response const* const* early = nullptr;
    patchbay_http_response const* const* late = nullptr;
    CHECK(host.http_exchange(in_flight, first, 2, &early) == PATCHBAY_OK);
    CHECK(host.http_exchange(in_flight, second, 1, &late) == PATCHBAY_OK);
    CHECK(std::string(early[0]->body.data, early[0]->body.size) == "short");
    CHECK(std::string(early[0]->headers[0].value.data, early[0]->headers[0].value.size) == "b");
    CHECK(early[1]->failure == PATCHBAY_TIMEOUT);
    CHECK(std::string(early[1]->failure_message.data, early[1]->failure_message.size) == "late");
    CHECK(late[0]->status == 404);
    CHECK(late[0]->body.size == 5000);
    std::string reply = "{}";
    host.reply(in_flight, text(reply));
    reply = "gone";  // what the adapter hands out is copied before the host's function returns
  };
  CHECK(call(client));
  CHECK(client.batches().size() == 2);
}

TEST_CASE("an empty batch is answered with nothing") {
  ScriptedClient client;
  behaviour = [](patchbay_host const& host, patchbay_call* in_flight) {
    patchbay_http_response const* const* responses = nullptr;
    CHECK(host.http_exchange(in_flight, nullptr, 0, &responses) == PATCHBAY_OK);
    host.reply(in_flight, text("{}"));
  };
  CHECK(call(client));
}

TEST_CASE("a request that is malformed or takes what is the host's is refused, and nothing is sent") {
  std::string_view const reserved[] = {"authorization", "PROXY-AUTHORIZATION", "Cookie",
                                       "hOST",          "Content-Length",      "x-key",
                                       "x-auth"};
  for (auto const name : reserved) {
    INFO(name);
    ScriptedClient client;
    patchbay_http_header const header{text(name), text("v")};
    auto made = request("/me");
    made.headers = &header;
    made.header_count = 1;
    CHECK(exchange(made, client) == PATCHBAY_INVALID_PARAMS);
    CHECK(client.sent().empty());
  }
  for (std::string_view const target : {"", "/a b", "/a\r\nX: y"}) {
    INFO(target);
    ScriptedClient client;
    CHECK(exchange(request(target), client) == PATCHBAY_INVALID_PARAMS);
    CHECK(client.sent().empty());
  }
  ScriptedClient client;
  auto made = request("/me");
  made.method = text("GET /x");
  CHECK(exchange(made, client) == PATCHBAY_INVALID_PARAMS);
  made = request("/me");
  made.header_count = 1;
  CHECK(exchange(made, client) == PATCHBAY_INVALID_PARAMS);
  CHECK(client.sent().empty());
}

TEST_CASE("a request arrives whole: flags, bucket, price, body") {
  ScriptedClient client;
  auto made = request("/search?x=%20");
  made.method = text("POST");
  made.flags = PATCHBAY_HTTP_IDEMPOTENT;
  made.bucket = text("all");
  made.body = text(std::string_view("\0b", 2));
  REQUIRE(exchange(made, client) == PATCHBAY_OK);
  auto const sent = client.sent().at(0);
  CHECK(sent.method == "POST");
  CHECK(sent.url == "/search?x=%20");
  CHECK(sent.idempotent);
  CHECK_FALSE(sent.anonymous);
  CHECK(sent.bucket == "all");
  CHECK(sent.cost == 1);
  CHECK(sent.body == std::string("\0b", 2));
}

TEST_CASE("a request that shall carry no credential says so") {
  ScriptedClient client;
  auto made = request("/storage");
  made.flags = PATCHBAY_HTTP_ANONYMOUS;
  REQUIRE(exchange(made, client) == PATCHBAY_OK);
  CHECK(client.sent().at(0).anonymous);
  CHECK_FALSE(client.sent().at(0).idempotent);
}

TEST_CASE("a cancelled exchange ends the call, and the adapter need not answer") {
  ScriptedClient client;
  client.expect("GET", "/me", fail(ErrorCode::cancelled, "The request was cancelled."));
  behaviour = [](patchbay_host const& host, patchbay_call* in_flight) {
    auto const made = request("/me");
    patchbay_http_request const* const requests[] = {&made};
    patchbay_http_response const* const* responses = nullptr;
    CHECK(host.http_exchange(in_flight, requests, 1, &responses) == PATCHBAY_CANCELLED);
  };
  auto const result = call(client);
  REQUIRE(result.has_error());
  CHECK(result.error().code == ErrorCode::cancelled);
}

TEST_CASE("an adapter's log line is one line and names the adapter") {
  std::vector<std::string> lines;
  Log const log(LogLevel::info, [&](LogLevel, std::string_view line) { lines.emplace_back(line); });
  ScriptedClient client;
  behaviour = [](patchbay_host const& host, patchbay_call* in_flight) {
    host.log(&host, PATCHBAY_LOG_WARNING, text("one\ntwo"));
    host.log(&host, PATCHBAY_LOG_DEBUG, text("too fine"));
    CHECK(host.get_extension(&host, "patchbay.nothing/1") == nullptr);
    host.reply(in_flight, text("{}"));
  };
  CHECK(call(client, log));
  CHECK(lines == std::vector<std::string>{"adapter memory: one two"});
}

}  // namespace patchbay::test
