#include "auth/loopback.hpp"

#include <catch2/catch.hpp>

#include <future>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "auth/loopback_page.hpp"
#include "host/auth/tcp_visit.hpp"
#include "support/print_result.hpp"

namespace patchbay {
namespace {

using test::get;
using test::TcpVisit;

Context within(std::chrono::milliseconds time, std::stop_token stop = {}) {
  return {system_clock().steady_now() + time, std::move(stop)};
}

// A listener that waits for a query with a code, in a thread of its own.
struct Waiting {
  explicit Waiting(LoopbackForm const& form = {"127.0.0.1", "/callback", {}})
      : door(Loopback::open(form).value()),
        uri(door.redirect_uri()),
        query(std::async(std::launch::async, [this] {
          return door.wait([](std::string_view candidate) { return candidate.starts_with("code="); },
                           within(std::chrono::seconds(60), stop.get_token()));
        })) {}
  ~Waiting() { stop.request_stop(); }

  std::stop_source stop;
  Loopback door;
  std::string const uri;
  std::future<Result<std::string>> query;
};

namespace asio = boost::asio;

// A program that waits at [::1], on any free port. Port 0: this machine has no IPv6.
struct OnIpv6 {
  OnIpv6() {
    boost::system::error_code absent;
    asio::ip::tcp::endpoint const here(asio::ip::address_v6::loopback(), 0);
    door.open(here.protocol(), absent);
    if (!absent) door.bind(here, absent);
    if (absent) return;
    door.listen();
    port = door.local_endpoint().port();
  }

  asio::io_context loop;
  asio::ip::tcp::acceptor door{loop};
  std::uint16_t port = 0;
};

}  // namespace

TEST_CASE("the redirect ends the wait, with a page for people and strict headers") {
  Waiting waiting;
  CHECK(waiting.uri.starts_with("http://127.0.0.1:"));
  CHECK(waiting.uri.ends_with("/callback"));
  auto const page = get(waiting.uri, "/callback?code=a%20b&state=c");
  CHECK(page.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(page.find("You can close this tab") != std::string::npos);
  for (auto const* header :
       {"Cache-Control: no-store\r\n", "Content-Security-Policy: default-src 'none'",
        "Referrer-Policy: no-referrer\r\n", "X-Content-Type-Options: nosniff\r\n", "Connection: close\r\n"})
    CHECK(page.find(header) != std::string::npos);
  CHECK(waiting.query.get().value() == "code=a%20b&state=c");
}

TEST_CASE("strays, other paths, other methods and other host names do not end the wait") {
  Waiting waiting;
  auto const port = test::port_of(waiting.uri);
  auto const authority = "127.0.0.1:" + std::to_string(port);
  CHECK(get(waiting.uri, "/favicon.ico").starts_with("HTTP/1.1 404"));
  CHECK(get(waiting.uri, "/callback2?code=a").starts_with("HTTP/1.1 404"));
  CHECK(get(waiting.uri, "/?code=a").starts_with("HTTP/1.1 404"));
  CHECK(get(waiting.uri, "/callback").starts_with("HTTP/1.1 400"));
  CHECK(get(waiting.uri, "/callback?state=other").starts_with("HTTP/1.1 400"));
  auto const answer_to = [port](std::string const& text) {
    TcpVisit visit(port);
    visit.say(text);
    return visit.heard();
  };
  CHECK(answer_to("POST /callback?code=a HTTP/1.1\r\nHost: " + authority + "\r\n\r\n")
            .starts_with("HTTP/1.1 405"));
  CHECK(answer_to("GET /callback?code=a HTTP/1.1\r\nHost: evil.example\r\n\r\n").starts_with("HTTP/1.1 404"));
  CHECK(answer_to("GET /callback?code=a HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404"));
  CHECK(answer_to("\x16\x03\x01 no http at all\r\n\r\n").starts_with("HTTP/1.1 405"));
  CHECK(get(waiting.uri, "/callback?code=a").starts_with("HTTP/1.1 200"));
  CHECK(waiting.query.get().value() == "code=a");
}

TEST_CASE("visitors who say nothing, half of it or too much hold nobody up") {
  Waiting waiting;
  auto const port = test::port_of(waiting.uri);
  TcpVisit silent(port), half(port), gone(port), endless(port);
  half.say("GET /callback?code=half HTT");
  { TcpVisit const closed(port); }
  endless.say("GET /callback?code=a HTTP/1.1\r\nX: " + std::string(20000, 'x'));
  auto const refused = endless.heard();
  CHECK((refused.empty() || refused.starts_with("HTTP/1.1 431")));  // empty: closed before it was read
  CHECK(get(waiting.uri, "/callback?code=b").starts_with("HTTP/1.1 200"));
  CHECK(waiting.query.get().value() == "code=b");
}

TEST_CASE("a request that comes in pieces is one request") {
  Waiting waiting;
  TcpVisit visit(test::port_of(waiting.uri));
  auto const authority = waiting.uri.substr(7, waiting.uri.find('/', 7) - 7);
  for (char const c : "GET /callback?code=a HTTP/1.1\r\nhOST:  " + authority + " \r\n\r\n")
    visit.say({&c, 1});
  CHECK(visit.heard().starts_with("HTTP/1.1 200"));
  CHECK(waiting.query.get().value() == "code=a");
}

TEST_CASE("after the redirect the port is closed") {
  unsigned short port = 0;
  {
    Waiting waiting;
    port = test::port_of(waiting.uri);
    get(waiting.uri, "/callback?code=a");
    REQUIRE(waiting.query.get());
  }
  CHECK_THROWS(TcpVisit(port));
}

TEST_CASE("a stop ends the wait, before it and during it") {
  Waiting waiting;
  CHECK(get(waiting.uri, "/favicon.ico").starts_with("HTTP/1.1 404"));  // it waits by now
  waiting.stop.request_stop();
  CHECK(waiting.query.get().error().code == ErrorCode::cancelled);

  auto door = Loopback::open({}).value();
  std::stop_source stop;
  stop.request_stop();
  CHECK(
      door.wait([](auto) { return true; }, within(std::chrono::seconds(60), stop.get_token())).error().code ==
      ErrorCode::cancelled);
}

TEST_CASE("the deadline ends the wait") {
  auto door = Loopback::open({}).value();
  CHECK(door.wait([](auto) { return true; }, within(std::chrono::milliseconds(0))).error().code ==
        ErrorCode::timeout);
}

TEST_CASE("listed ports are tried in order, and the redirect names the host that the CRM wants") {
  auto const taken = Loopback::open({}).value(), also = Loopback::open({}).value();
  auto const taken_port = test::port_of(taken.redirect_uri());
  std::uint16_t free_port = 0;
  { free_port = test::port_of(Loopback::open({}).value().redirect_uri()); }
  Waiting waiting({"localhost", "/done", {taken_port, free_port}});
  CHECK(waiting.uri == "http://localhost:" + std::to_string(free_port) + "/done");
  TcpVisit visit(free_port);
  visit.say("GET /done?code=a HTTP/1.1\r\nHost: localhost:" + std::to_string(free_port) + "\r\n\r\n");
  CHECK(visit.heard().starts_with("HTTP/1.1 200"));
  CHECK(waiting.query.get().value() == "code=a");
}

TEST_CASE("a browser that asks for localhost at [::1] is heard, too") {
  if (OnIpv6().port == 0) {
    WARN("this machine has no IPv6");
    return;
  }
  Waiting waiting({"localhost", "/done", {}});
  auto const port = test::port_of(waiting.uri);
  TcpVisit visit(port, asio::ip::address_v6::loopback());
  visit.say("GET /done?code=a HTTP/1.1\r\nHost: localhost:" + std::to_string(port) + "\r\n\r\n");
  CHECK(visit.heard().starts_with("HTTP/1.1 200"));
  CHECK(waiting.query.get().value() == "code=a");
}

TEST_CASE("a port at which another program waits for localhost at [::1] is not free") {
  OnIpv6 const other;
  if (other.port == 0) {
    WARN("this machine has no IPv6");
    return;
  }
  CHECK(Loopback::open({"localhost", "/", {other.port}}).has_error());
  CHECK(Loopback::open({"127.0.0.1", "/", {other.port}}));  // nobody is sent to [::1] by that
}

TEST_CASE("when every listed port is taken the error names them") {
  auto const taken = Loopback::open({}).value();
  auto const port = test::port_of(taken.redirect_uri());
  auto const refused = Loopback::open({"127.0.0.1", "/", {port}});
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::unavailable);
  CHECK(refused.error().message.find(std::to_string(port)) != std::string::npos);
}

TEST_CASE("a request head is read to the letter") {
  auto const refused = [](std::string_view head) { return !refusal_of(head, "127.0.0.1:80", "/c").empty(); };
  CHECK_FALSE(refused("GET /c?a HTTP/1.1\r\nHost: 127.0.0.1:80\r\n\r\n"));
  CHECK_FALSE(refused("GET /c HTTP/1.0\r\nAccept: x\r\nHOST:127.0.0.1:80\r\n\r\n"));
  CHECK(refused("GET /c\r\nHost: 127.0.0.1:80\r\n\r\n"));
  CHECK(refused("GET HTTP/1.1\r\nHost: 127.0.0.1:80\r\n\r\n"));
  CHECK(refused("HEAD /c HTTP/1.1\r\nHost: 127.0.0.1:80\r\n\r\n"));
  CHECK(refused("GET /c HTTP/1.1\r\nHost: 127.0.0.1:81\r\n\r\n"));
  CHECK(refused("GET /c/ HTTP/1.1\r\nHost: 127.0.0.1:80\r\n\r\n"));
  CHECK(refused("\r\n\r\n"));
  CHECK(query_in("GET /c?a=b?c HTTP/1.1\r\n\r\n") == "a=b?c");
  CHECK(query_in("GET /c HTTP/1.1\r\n\r\n") == "");
}

}  // namespace patchbay
