// The engine against servers that misbehave: each failure gets the code that is true, and plain words.
#include <barrier>
#include <future>
#include <latch>

#include <catch2/catch.hpp>

#include "http/curl_engine.hpp"
#include "raw_server.hpp"
#include "test_tools.hpp"

using namespace patchbay;
using namespace patchbay::test;
using namespace std::chrono_literals;
using namespace std::string_view_literals;

namespace {

Context in_time(std::chrono::milliseconds time = 30s, std::stop_token stop = {}) {
  return {std::chrono::steady_clock::now() + time, std::move(stop)};
}

Result<HttpResponse> send(HttpRequest request, Context const& context = in_time()) {
  return make_curl_engine({})->send({std::move(request)}, context)[0];
}

// Reads one request and answers with these bytes, then closes.
RawServer::Script says(std::string_view bytes) {
  return [bytes](RawServer::Socket& socket, int) {
    read_request(socket);
    write_text(socket, bytes);
  };
}

std::string port_where_nobody_listens() {
  return RawServer([](RawServer::Socket&, int) {}).url();
}

}  // namespace

TEST_CASE("a refused connection is unavailable, and called by its name") {
  auto const error = send(post(port_where_nobody_listens())).error();
  CHECK(error.code == ErrorCode::unavailable);
  CHECK(error.message == "The connection to 127.0.0.1 was refused.");
}

TEST_CASE("a name that is not found is unavailable, and called by its name") {
  // A label of 64 characters is no name in DNS, so that nobody has to be asked.
  auto const error = send(get("http://" + std::string(64, 'a') + ".example/")).error();
  CHECK(error.code == ErrorCode::unavailable);
  CHECK(error.message.find(".example was not found") != std::string::npos);
}

TEST_CASE("a connection that closes without an answer leaves the outcome unknown") {
  RawServer const server(says(""));
  CHECK(send(get(server.url())).error().code == ErrorCode::unknown_outcome);
  CHECK(send(post(server.url())).error().code == ErrorCode::unknown_outcome);
  CHECK(server.connections() == 2);
}

TEST_CASE("an answer that breaks off leaves the outcome unknown") {
  for (auto const* half :
       {"HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal"}) {
    RawServer const server(says(half));
    CHECK(send(get(server.url())).error().code == ErrorCode::unknown_outcome);
  }
}

TEST_CASE("an answer that is no HTTP is a bad reply to a read; after a write the outcome is unknown") {
  for (auto const* nonsense :
       {"SSH-2.0-OpenSSH\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope"}) {
    RawServer const server(says(nonsense));
    CHECK(send(get(server.url())).error().code == ErrorCode::bad_reply);
    CHECK(send(post(server.url())).error().code == ErrorCode::unknown_outcome);
  }
}

TEST_CASE("a packed answer is unpacked, and an interim one is passed over") {
  static constexpr std::string_view packed =
      "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n"
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 25\r\n\r\n"
      "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"
      "\xcb\x48\xcd\xc9\xc9\x07\x00\x86\xa6\x10\x36\x05\x00\x00\x00"sv;
  RawServer const server(says(packed));
  auto const reply = send(get(server.url())).value();
  CHECK(reply.body == "hello");
  CHECK(reply.header("X-Early").empty());
}

TEST_CASE("a write on a kept connection that breaks is sent once, a read once more") {
  std::atomic<int> requests = 0;
  RawServer const server([&](RawServer::Socket& socket, int number) {
    if (read_request(socket).empty()) return;
    ++requests;
    write_text(socket, ok_reply);
    if (read_request(socket).empty()) return;
    ++requests;
    if (number > 1) write_text(socket, ok_reply);
  });
  for (auto const* body : {"{}", ""}) {
    auto const engine = make_curl_engine({});
    requests = 0;
    CAPTURE(body);
    REQUIRE(engine->send({get(server.url())}, in_time())[0].has_value());
    auto const reply = engine->send({post(server.url(), body)}, in_time())[0];
    // Without a body it goes on a new connection, which answers its first request.
    CHECK(reply.has_value() == std::string_view(body).empty());
    if (!reply) CHECK(reply.error().code == ErrorCode::unknown_outcome);
    CHECK(requests == 2);
  }
}

TEST_CASE("a read on a kept connection that breaks is asked again on a new one") {
  RawServer const server([](RawServer::Socket& socket, int number) {
    read_request(socket);
    write_text(socket, ok_reply);
    if (number == 1) read_request(socket);
  });
  auto const engine = make_curl_engine({});
  REQUIRE(engine->send({get(server.url())}, in_time())[0].has_value());
  CHECK(engine->send({get(server.url())}, in_time())[0].has_value());
  CHECK(server.connections() == 2);
}

TEST_CASE("the members of a batch are under way at the same time") {
  std::barrier all_here(4);
  RawServer const server([&](RawServer::Socket& socket, int) {
    read_request(socket);
    all_here.arrive_and_wait();
    write_text(socket, ok_reply);
  });
  auto const engine = make_curl_engine({});
  for (auto const& result : engine->send(std::vector<HttpRequest>(4, get(server.url())), in_time()))
    CHECK(result.has_value());
}

TEST_CASE("a server that never answers is a timeout to a read; after a write the outcome is unknown") {
  RawServer const server([](RawServer::Socket& socket, int) {
    read_request(socket);
    read_request(socket);  // until the client goes
  });
  auto const engine = make_curl_engine({});
  // Long enough for a busy machine to have sent both.
  auto const results = engine->send({get(server.url()), post(server.url())}, in_time(2s));
  CHECK(results[0].error().code == ErrorCode::timeout);
  CHECK(results[0].error().message == "127.0.0.1 did not answer in time.");
  CHECK(results[1].error().code == ErrorCode::unknown_outcome);
}

TEST_CASE("cancelling ends what is under way at once; after a write the outcome is unknown") {
  std::latch both_arrived(2);
  RawServer const server([&](RawServer::Socket& socket, int) {
    if (read_request(socket).empty()) return;
    both_arrived.count_down();
    read_request(socket);  // until the client goes
  });
  auto const engine = make_curl_engine({});
  std::stop_source stop;
  auto pending = std::async(std::launch::async, [&] {
    return engine->send({get(server.url()), post(server.url())}, in_time(1h, stop.get_token()));
  });
  both_arrived.wait();
  stop.request_stop();
  auto const results = pending.get();
  CHECK(results[0].error().code == ErrorCode::cancelled);
  CHECK(results[1].error().code == ErrorCode::unknown_outcome);
}

TEST_CASE("cancelling one batch leaves another alone") {
  std::latch both_arrived(2);
  std::promise<void> answer;
  RawServer const server([&, may_answer = answer.get_future().share()](RawServer::Socket& socket, int) {
    auto const request = read_request(socket);
    both_arrived.count_down();
    if (request.starts_with("GET /kept")) {
      may_answer.wait();
      write_text(socket, ok_reply);
    } else {
      read_request(socket);
    }
  });
  auto const engine = make_curl_engine({});
  std::stop_source stop;
  auto dropped = std::async(std::launch::async, [&] {
    return engine->send({get(server.url("/dropped"))}, in_time(1h, stop.get_token()));
  });
  auto kept =
      std::async(std::launch::async, [&] { return engine->send({get(server.url("/kept"))}, in_time()); });
  both_arrived.wait();
  stop.request_stop();
  CHECK(dropped.get()[0].error().code == ErrorCode::cancelled);
  answer.set_value();
  CHECK(kept.get()[0].has_value());
}

TEST_CASE("what is over before it begins is not sent") {
  RawServer const server(says(ok_reply));
  std::stop_source stop;
  stop.request_stop();
  CHECK(send(post(server.url()), in_time(30s, stop.get_token())).error().code == ErrorCode::cancelled);
  CHECK(send(post(server.url()), in_time(-1s)).error().code == ErrorCode::timeout);
  CHECK(server.connections() == 0);
}
