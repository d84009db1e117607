#include "http/base_url.hpp"

#include <catch2/catch.hpp>

#include "test_tools.hpp"

using namespace patchbay;
using namespace patchbay::test;

namespace {

FakeClock const fake_time;

struct Fixture {
  ScriptedClient crm;
  BaseUrl layer{crm, UrlPolicy("https://crm.example", {})};

  Error refusal_of(HttpRequest request) {
    return layer.send({std::move(request)}, within(fake_time, std::chrono::seconds(1)))[0].error();
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "requests go out with absolute URLs, in one batch") {
  crm.expect("GET", "https://crm.example/a", response(200, "A"));
  crm.expect("POST", "https://crm.example/b", response(201, "B"));
  auto const results =
      layer.send({get("/a"), post("/b", "body")}, within(fake_time, std::chrono::seconds(1)));
  CHECK(results[0]->body == "A");
  CHECK(results[1]->body == "B");
  REQUIRE(crm.batches().size() == 1);
  CHECK(crm.sent()[1].body == "body");
}

TEST_CASE_METHOD(Fixture, "a refused member of a batch does not keep the others") {
  crm.expect("GET", "https://crm.example/a", response(200, "A"));
  auto const results =
      layer.send({get("https://evil.example/"), get("/a")}, within(fake_time, std::chrono::seconds(1)));
  CHECK(results[0].error().code == ErrorCode::forbidden);
  CHECK(results[1]->body == "A");
  CHECK(crm.sent().size() == 1);
}

TEST_CASE_METHOD(Fixture, "headers that are the host's own business are forbidden in any case of letters") {
  for (auto const* name : {"Authorization", "authorization", "COOKIE", "Host", "Proxy-Authorization",
                           "Content-Length", "Transfer-Encoding", "Connection"}) {
    CAPTURE(name);
    auto request = get("/a");
    request.headers = {{name, "x"}};
    CHECK(refusal_of(request).code == ErrorCode::forbidden);
  }
  CHECK(crm.sent().empty());
}

TEST_CASE_METHOD(Fixture, "malformed headers and methods are refused") {
  for (auto const& header : std::vector<HttpHeader>{{"", "x"},
                                                    {"A B", "x"},
                                                    {"A:", "x"},
                                                    {"A\r\nCookie", "x"},
                                                    {"A", "x\r\nCookie: y"},
                                                    {"A", "x\ny"},
                                                    {"A", std::string(1, '\0')},
                                                    {"A", "\x7F"}}) {
    auto request = get("/a");
    request.headers = {header};
    CHECK(refusal_of(request).code == ErrorCode::invalid_params);
  }
  for (auto const* method : {"", "GET /x", "GET\r\n"}) {
    auto request = get("/a");
    request.method = method;
    CHECK(refusal_of(request).code == ErrorCode::invalid_params);
  }
  CHECK(crm.sent().empty());
}
