// The engine against a server that behaves: what is sent, and what comes back.
#include "http/curl_engine.hpp"

#include <thread>

#include <catch2/catch.hpp>

#include "crm/http_server.hpp"
#include "test_tools.hpp"

using namespace patchbay;
using namespace patchbay::test;
using namespace std::chrono_literals;
using crm::HttpExchangeRequest;
using crm::HttpExchangeResponse;
using crm::HttpServer;

namespace {

Context soon() { return {std::chrono::steady_clock::now() + 30s, {}}; }

// Answers with what arrived.
HttpExchangeResponse echo(HttpExchangeRequest const& request) {
  std::string text = request.method + " " + request.target + "\n";
  for (auto const& [name, value] : request.headers)
    if (name != "Host") text += name + ": " + value + "\n";
  return {200, {{"X-Kind", "echo"}}, text + "\n" + request.body};
}

struct Fixture {
  HttpServer server{0, echo};
  std::unique_ptr<HttpClient> engine = make_curl_engine({.user_agent = "Patchbay/9.9"});

  Result<HttpResponse> send(HttpRequest request) {
    request.url = server.origin() + request.url;
    return engine->send({std::move(request)}, soon())[0];
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a GET says who asks and what it can unpack, and nothing else") {
  auto const reply = send(get("/a/b?c=%20d")).value();
  CHECK(reply.status == 200);
  CHECK(reply.header("x-kind") == "echo");
  CHECK(reply.body.starts_with("GET /a/b?c=%20d\n"));
  CHECK(reply.body.find("User-Agent: Patchbay/9.9\n") != std::string::npos);
  CHECK(reply.body.find("Accept-Encoding: ") != std::string::npos);
  CHECK(reply.body.find("gzip") != std::string::npos);
  CHECK(reply.body.find("Content-") == std::string::npos);
}

TEST_CASE_METHOD(Fixture, "every method carries its body and its headers") {
  for (auto const* method : {"POST", "PATCH", "PUT", "DELETE"}) {
    auto request = post("/a", "{\"n\":1}");
    request.method = method;
    request.headers = {{"Content-Type", "application/json"}, {"X-Empty", ""}, {"X-Text", "a: b"}};
    auto const reply = send(request).value();
    CHECK(reply.body.starts_with(std::string(method) + " /a\n"));
    CHECK(reply.body.ends_with("\n{\"n\":1}"));
    CHECK(reply.body.find("Content-Type: application/json\n") != std::string::npos);
    CHECK(reply.body.find("X-Empty: \n") != std::string::npos);
    CHECK(reply.body.find("X-Text: a: b\n") != std::string::npos);
  }
}

TEST_CASE_METHOD(Fixture, "a write without a body or a type is sent without them") {
  auto const reply = send(post("/a", "")).value();
  CHECK(reply.body.starts_with("POST /a\n"));
  CHECK(reply.body.find("Content-Type") == std::string::npos);
  CHECK(reply.body.find("Content-Length: 0\n") != std::string::npos);
}

// [posix]: wine 8 never tells curl that a socket which took a part can be written again. Windows takes all at once.
TEST_CASE_METHOD(Fixture, "a large body goes at once, without asking for leave", "[posix]") {
  std::string const large(3'000'000, 'x');
  auto const reply = send(post("/a", large)).value();
  CHECK(reply.body.find("Expect") == std::string::npos);
  CHECK(reply.body.size() > large.size());
}

TEST_CASE_METHOD(Fixture, "a HEAD has no body") {
  auto request = get("/a");
  request.method = "HEAD";
  auto const reply = send(request).value();
  CHECK(reply.status == 200);
  CHECK(reply.body.empty());
}

TEST_CASE("a redirect is handed up, not followed") {
  HttpServer server(0, [](HttpExchangeRequest const&) {
    return HttpExchangeResponse{302, {{"Location", "/elsewhere"}}};
  });
  auto const reply = make_curl_engine({})->send({get(server.origin() + "/a")}, soon())[0].value();
  CHECK(reply.status == 302);
  CHECK(reply.header("Location") == "/elsewhere");
}

TEST_CASE("answers of every status come back as they are") {
  HttpServer server(0, [](HttpExchangeRequest const& request) {
    return HttpExchangeResponse{std::stoi(request.path.substr(1)), {}, "body of " + request.path};
  });
  auto const engine = make_curl_engine({});
  for (auto const* status : {"/200", "/401", "/404", "/429", "/500", "/503"}) {
    auto const reply = engine->send({get(server.origin() + status)}, soon())[0].value();
    CHECK("/" + std::to_string(reply.status) == status);
    CHECK(reply.body == "body of " + std::string(status));
  }
}

TEST_CASE("an answer larger than the limit is a bad reply, one of its size is not") {
  HttpServer server(0, [](HttpExchangeRequest const& request) {
    return HttpExchangeResponse{200, {}, std::string(std::stoul(request.path.substr(1)), 'x')};
  });
  auto const engine = make_curl_engine({.max_body_bytes = 100'000});
  auto const results =
      engine->send({get(server.origin() + "/100000"), get(server.origin() + "/100001")}, soon());
  CHECK(results[0]->body.size() == 100'000);
  CHECK(results[1].error().code == ErrorCode::bad_reply);
}

TEST_CASE_METHOD(Fixture, "an address that is none, or not http, is refused") {
  for (auto const* url : {"", "http://", "ftp://127.0.0.1/", "file:///etc/hostname", "gopher://127.0.0.1/"})
    CHECK(engine->send({get(url)}, soon())[0].error().code == ErrorCode::invalid_params);
}

TEST_CASE_METHOD(Fixture, "many threads share one engine, and everybody gets his own answers") {
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int round = 0; round < 5; ++round) {
        std::vector<HttpRequest> batch;
        for (int i = 0; i < 4; ++i)
          batch.push_back(post(server.origin() + "/" + std::to_string(t) + "/" + std::to_string(i)));
        auto const replies = engine->send(batch, soon());
        for (int i = 0; i < 4; ++i)
          right += replies[i] && replies[i]->body.starts_with("POST /" + std::to_string(t) + "/" +
                                                              std::to_string(i) + "\n");
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(right == 8 * 5 * 4);
}

TEST_CASE_METHOD(Fixture, "an empty batch has no answers") { CHECK(engine->send({}, soon()).empty()); }
