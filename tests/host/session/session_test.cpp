#include "session/session.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

#include <boost/json/serialize.hpp>

#include "host/session/conversation.hpp"

namespace patchbay {
namespace {

using namespace std::chrono_literals;
using test::Conversation;
using test::Gate;
namespace json = boost::json;

Method through(Gate& gate) {
  return [&gate](json::object const&, RequestContext const&) { return gate.pass(); };
}

Result<json::value> echo(json::object const& params, RequestContext const&) { return json::value(params); }

// Comes back when it is told to stop, and not before.
Result<json::value> until_stopped(json::object const&, RequestContext const& request) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  stopped.wait(lock, request.context.stop, [] { return false; });
  return fail(ErrorCode::cancelled, "Stopped by itself.");
}

int code_of(json::value const& reply) { return reply.at("error").at("code").to_number<int>(); }

}  // namespace

TEST_CASE("a request is answered with the result of its method") {
  Conversation talk;
  talk.router.add("echo", 1s, echo);
  CHECK(talk.say(R"("id":"a","method":"echo","params":{"x":[1,2]})"));
  CHECK(talk.browser.next_reply() == json::parse(R"({"jsonrpc":"2.0","id":"a","result":{"x":[1,2]}})"));
  CHECK(talk.session.end(1min));
}

TEST_CASE("a method sees the id of its request and the deadline that its time limit gives") {
  Conversation talk;
  auto const deadline = talk.clock.steady_now() + 3s;
  bool in_time = false;
  talk.router.add("look", 3s, [&](json::object const&, RequestContext const& request) -> Result<json::value> {
    in_time = request.context.deadline == deadline;
    return request.id;
  });
  talk.say(R"("id":9,"method":"look")");
  CHECK(talk.browser.next_reply().at("result") == 9);
  CHECK(in_time);
}

TEST_CASE("a method's error is answered as such") {
  Conversation talk;
  talk.router.add("m", 1s, [](json::object const&, RequestContext const&) -> Result<json::value> {
    return invalid_field("phoneNumber", "is missing");
  });
  talk.say(R"("id":1,"method":"m")");
  auto const reply = talk.browser.next_reply();
  CHECK(code_of(reply) == 1);
  CHECK(reply.at_pointer("/error/data/field") == "phoneNumber");
}

TEST_CASE("a method that throws is answered as internal, without what the exception said") {
  Conversation talk;
  talk.router.add("known", 1s, [](json::object const&, RequestContext const&) -> Result<json::value> {
    throw std::out_of_range("private text");
  });
  talk.router.add("unknown", 1s,
                  [](json::object const&, RequestContext const&) -> Result<json::value> { throw 7; });
  talk.say(R"("id":1,"method":"known")");
  auto const known = talk.browser.next_reply();
  CHECK(code_of(known) == 13);
  CHECK(known.at_pointer("/error/message").as_string().find("std::out_of_range") != std::string::npos);
  CHECK(json::serialize(known).find("private") == std::string::npos);
  talk.say(R"("id":2,"method":"unknown")");
  CHECK(code_of(talk.browser.next_reply()) == 13);
}

TEST_CASE("an unknown method is answered, and the next request too") {
  Conversation talk;
  talk.router.add("echo", 1s, echo);
  talk.say(R"("id":"a","method":"contact.fly")");
  auto const reply = talk.browser.next_reply();
  CHECK(code_of(reply) == -32601);
  CHECK(reply.at("id") == "a");
  talk.say(R"("id":"a","method":"echo")");
  CHECK(talk.browser.next_reply().at("id") == "a");
}

TEST_CASE("every faulty frame is answered and the session goes on") {
  Conversation talk;
  talk.router.add("echo", 1s, echo);
  using namespace std::string_literals;
  CHECK(talk.session.receive("\0\0\0\0"s));
  CHECK(code_of(talk.browser.next_reply()) == -32700);
  CHECK(talk.session.receive(wire::encode_frame("\xFF")));
  CHECK(code_of(talk.browser.next_reply()) == -32700);
  CHECK(talk.session.receive(wire::encode_frame("{")));
  CHECK(code_of(talk.browser.next_reply()) == -32700);
  CHECK(talk.session.receive(wire::encode_frame("[]")));
  CHECK(code_of(talk.browser.next_reply()) == -32600);
  CHECK(talk.session.receive(wire::encode_frame(std::string(wire::max_outgoing_bytes, ' '))));
  CHECK(code_of(talk.browser.next_reply()) == -32700);
  CHECK(talk.session.receive("\xFF\xFF\xFF\xFF"s));
  CHECK(code_of(talk.browser.next_reply()) == -32600);
}

TEST_CASE("a notification is never answered") {
  Conversation talk;
  talk.router.add("echo", 1s, echo);
  talk.say(R"("method":"echo")");
  talk.say(R"("method":"$/cancelRequest","params":{"id":7})");
  talk.say(R"("method":"$/cancelRequest")");
  talk.say(R"("method":"$/fromTheFuture")");
  talk.say(R"("id":1,"method":"echo")");
  CHECK(talk.browser.next_reply().at("id") == 1);
  CHECK(talk.session.end(1min));
  CHECK(talk.writer.finish(1min));
  CHECK_FALSE(talk.browser.has_reply());
}

TEST_CASE("a slow request does not hold up a quick one") {
  Gate gate;
  Conversation talk;
  talk.router.add("slow", 1s, through(gate));
  talk.router.add("echo", 1s, echo);
  talk.say(R"("id":"slow","method":"slow")");
  talk.say(R"("id":"quick","method":"echo")");
  CHECK(talk.browser.next_reply().at("id") == "quick");
  gate.open();
  CHECK(talk.browser.next_reply().at("id") == "slow");
}

TEST_CASE("an id that is in flight is refused, and its request is still answered") {
  Gate gate;
  Conversation talk;
  talk.router.add("slow", 1s, through(gate));
  talk.say(R"("id":1,"method":"slow")");
  talk.say(R"("id":1,"method":"slow")");
  CHECK(code_of(talk.browser.next_reply()) == -32600);
  gate.open();
  CHECK(talk.browser.next_reply().at("result") == "done");
}

TEST_CASE("a cancelled request is answered at once, and only once, though its worker is busy") {
  Gate gate;
  Conversation talk;
  talk.router.add("slow", 1s, through(gate));
  talk.say(R"("id":1,"method":"slow")");
  gate.wait_until_entered(1);
  talk.say(R"("method":"$/cancelRequest","params":{"id":1})");
  CHECK(code_of(talk.browser.next_reply()) == 10);
  gate.open();
  CHECK(talk.session.end(1min));
  CHECK(talk.writer.finish(1min));
  CHECK_FALSE(talk.browser.has_reply());
}

TEST_CASE("a request that overruns its deadline is answered in time, and its late result is dropped") {
  Gate gate;
  Conversation talk;
  talk.router.add("slow", 2s, through(gate));
  talk.say(R"("id":1,"method":"slow")");
  CHECK(talk.session.next_deadline() == talk.clock.steady_now() + 2s);
  gate.wait_until_entered(1);
  talk.clock.advance(1999ms);
  CHECK(talk.session.expire());
  CHECK(talk.session.counters().errors == 0);
  talk.clock.advance(1ms);
  CHECK(talk.session.expire());
  CHECK(code_of(talk.browser.next_reply()) == 9);
  CHECK(talk.session.next_deadline() == SteadyTime::max());
  gate.open();
  CHECK(talk.session.end(1min));
  CHECK(talk.writer.finish(1min));
  CHECK_FALSE(talk.browser.has_reply());
}

TEST_CASE("a request that was answered before a worker came to it is not begun") {
  Gate gate;
  Conversation talk;
  std::atomic<bool> begun = false;
  talk.router.add("slow", 1s, through(gate));
  talk.router.add("write", 1s, [&](json::object const&, RequestContext const&) -> Result<json::value> {
    begun = true;
    return json::value();
  });
  for (std::size_t i = 0; i < Session::workers; ++i)
    talk.say(R"("id":)" + std::to_string(i) + R"(,"method":"slow")");
  gate.wait_until_entered(static_cast<int>(Session::workers));
  talk.say(R"("id":"late","method":"write")");
  talk.say(R"("method":"$/cancelRequest","params":{"id":"late"})");
  CHECK(talk.browser.next_reply().at("id") == "late");
  gate.open();
  CHECK(talk.session.end(1min));
  CHECK_FALSE(begun);
}

TEST_CASE("beyond 64 in flight the answer is unavailable, at once") {
  Gate gate;
  Conversation talk;
  talk.router.add("slow", 1s, through(gate));
  for (int i = 0; i < 64; ++i) talk.say(R"("id":)" + std::to_string(i) + R"(,"method":"slow")");
  CHECK(talk.session.counters().in_flight == 64);
  talk.say(R"("id":"one more","method":"slow")");
  auto const reply = talk.browser.next_reply();
  CHECK(reply.at("id") == "one more");
  CHECK(code_of(reply) == 8);
  gate.open();
  for (int i = 0; i < 64; ++i) CHECK(talk.browser.next_reply().at("result") == "done");
}

TEST_CASE("at the end a method that looks at its context answers for itself") {
  Conversation talk;
  talk.router.add("wait", 1min, until_stopped);
  talk.say(R"("id":1,"method":"wait")");
  CHECK(talk.session.end(1min));
  CHECK(talk.browser.next_reply().at_pointer("/error/message") == "Stopped by itself.");
}

TEST_CASE("at the end a method that does not come back is answered for, and reported") {
  Gate gate;
  Conversation talk;
  talk.router.add("slow", 1min, through(gate));
  talk.say(R"("id":1,"method":"slow")");
  gate.wait_until_entered(1);
  CHECK_FALSE(talk.session.end(0ms));
  CHECK(code_of(talk.browser.next_reply()) == 10);
  gate.open();
}

TEST_CASE("a result that is larger than a frame becomes an error for its request") {
  Conversation talk;
  talk.router.add("big", 1s, [](json::object const&, RequestContext const&) -> Result<json::value> {
    return json::value(json::string(std::string(wire::max_outgoing_bytes, 'a')));
  });
  talk.say(R"("id":"b","method":"big")");
  auto const reply = talk.browser.next_reply();
  CHECK(reply.at("id") == "b");
  CHECK(code_of(reply) == 13);
  CHECK(talk.session.counters().errors == 1);
}

TEST_CASE("requests and errors are counted") {
  Conversation talk;
  talk.router.add("echo", 1s, echo);
  talk.say(R"("id":1,"method":"echo")");
  talk.say(R"("id":2,"method":"no")");
  talk.say(R"("id":2.5,"method":"echo")");
  for (int i = 0; i < 3; ++i) talk.browser.next_reply();
  CHECK(talk.session.end(1min));
  auto const counters = talk.session.counters();
  CHECK(counters.requests == 2);
  CHECK(counters.errors == 2);
  CHECK(counters.in_flight == 0);
}

TEST_CASE("a notification of ours reaches the browser, and one that is too large is left out") {
  Conversation talk;
  auto const notify = notify_through(talk.writer, silent_log());
  notify("x.changed", {{"text", std::string(wire::max_outgoing_bytes, 'a')}});
  notify("callLog.changed", {{"state", "logged"}});
  CHECK(talk.browser.next_reply() ==
        json::parse(R"({"jsonrpc":"2.0","method":"callLog.changed","params":{"state":"logged"}})"));
}

TEST_CASE("a browser that no longer takes answers ends the conversation") {
  Router router;
  test::FakeClock clock;
  wire::FrameWriter writer([](std::string_view) { return false; });
  Session session(router, writer, clock, silent_log());
  session.receive(wire::encode_frame("{"));
  CHECK(writer.finish(1min));
  CHECK_FALSE(session.receive(wire::encode_frame("{")));
}

}  // namespace patchbay
