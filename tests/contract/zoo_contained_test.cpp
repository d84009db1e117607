// Libraries that look right, and whose calls the host has to contain.
#include <catch2/catch.hpp>

#include <unistd.h>

#include "http/base_url.hpp"
#include "platform/stdio.hpp"
#include "support/print_result.hpp"
#include "zoo.hpp"

namespace patchbay::test {
namespace {

// What comes of user.get when it is asked of the animal with this id. Whatever it sends is answered with 200.
Result<boost::json::value> ask(std::string const& id, ScriptedClient& client) {
  Zoo const zoo;
  Registry const registry = zoo.look();
  auto const* adapter = registry.find(id);
  REQUIRE(adapter);
  client.otherwise([](HttpRequest const&) { return response(200, "{}"); });
  return adapter->call("user.get", {}, client, relaxed());
}

struct Expected {
  char const* animal;
  ErrorCode code;
  std::string message;
};

Expected const contained[] = {
    {"replies_twice", ErrorCode::internal, "The adapter 'replies_twice' answered more than once (user.get)."},
    {"replies_never", ErrorCode::internal, "The adapter 'replies_never' never answered (user.get)."},
    {"replies_garbage", ErrorCode::bad_reply,
     "The adapter 'replies_garbage' answered with something that is no JSON object (user.get)."},
    {"replies_list", ErrorCode::bad_reply,
     "The adapter 'replies_list' answered with something that is no JSON object (user.get)."},
    {"replies_broken_utf8", ErrorCode::bad_reply,
     "The adapter 'replies_broken_utf8' answered with something that is no JSON object (user.get)."},
    {"throws", ErrorCode::internal, "The adapter 'throws' let an exception out (user.get)."},
    {"error_too_small", ErrorCode::internal,
     "The adapter 'error_too_small' broke a rule: An error's struct_size is too small. (user.get)."},
    {"sets_authorization", ErrorCode::internal,
     "The adapter 'sets_authorization' broke a rule: Request 1 of a batch was refused: it sets the header "
     "authorization, which is "
     "the host's. (user.get)."},
    {"splits_header", ErrorCode::internal,
     "The adapter 'splits_header' broke a rule: Request 1 of a batch was refused: the header X-One has a "
     "line end in its value. "
     "(user.get)."},
    {"unknown_bucket", ErrorCode::internal,
     "The adapter 'unknown_bucket' broke a rule: Request 1 of a batch was refused: its rate bucket 'daily' "
     "is not in the manifest. "
     "(user.get)."},
    {"request_too_small", ErrorCode::internal,
     "The adapter 'request_too_small' broke a rule: Request 1 of a batch was refused: its struct_size is too "
     "small. (user.get)."},
};

}  // namespace

TEST_CASE("an adapter that breaks a rule in a call gets an error that names it, and sends nothing") {
  for (auto const& [animal, code, message] : contained) {
    INFO(animal);
    ScriptedClient client;
    auto const result = ask(animal, client);
    REQUIRE(result.has_error());
    CHECK(result.error().code == code);
    CHECK(result.error().message == message);
    CHECK(client.sent().empty());
  }
}

TEST_CASE("a good adapter among bad ones works") {
  ScriptedClient client;
  auto const result = ask("well_behaved", client);
  REQUIRE(result);
  CHECK(result->at("name").as_string() == "Zoe");
  CHECK(client.sent().size() == 1);
}

TEST_CASE("an error with a status outside the table is internal, and its message is one line of UTF-8") {
  ScriptedClient client;
  auto const result = ask("fails_with_nonsense", client);
  REQUIRE(result.has_error());
  CHECK(result.error().code == ErrorCode::internal);
  CHECK(result.error().message.starts_with("one two "));
  CHECK(result.error().message.find('\n') == std::string::npos);
  CHECK(result.error().message.find('\xFF') == std::string::npos);
}

TEST_CASE("a request to a foreign host is refused, and the adapter hands the refusal on") {
  Zoo const zoo;
  Registry const registry = zoo.look();
  ScriptedClient engine;
  BaseUrl client(engine, UrlPolicy("https://crm.example", {}));
  REQUIRE(registry.find("foreign_host"));
  auto const result = registry.find("foreign_host")->call("user.get", {}, client, relaxed());
  REQUIRE(result.has_error());
  CHECK(result.error().code == ErrorCode::forbidden);
  CHECK(engine.sent().empty());
}

TEST_CASE("what an adapter prints to standard output does not get between the frames") {
  int const stdout_before = dup(STDOUT_FILENO);
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  dup2(ends[1], STDOUT_FILENO);
  auto const frames = platform::claim_frame_pipe();
  ScriptedClient client;
  auto const result = ask("prints_to_stdout", client);
  bool const written = platform::write_all(frames, "a frame");
  dup2(stdout_before, STDOUT_FILENO);

  char seen[64];
  auto const count = read(ends[0], seen, sizeof seen);
  for (int const each : {stdout_before, ends[0], ends[1], static_cast<int>(frames)}) close(each);
  CHECK(result);
  CHECK(written);
  REQUIRE(count >= 0);
  CHECK(std::string(seen, static_cast<std::size_t>(count)) == "a frame");
}

}  // namespace patchbay::test
