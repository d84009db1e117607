// The engine and proxies: which one it takes, how it signs in there, and what it says when that fails.
#include <array>
#include <atomic>

#include <catch2/catch.hpp>

#include "http/curl_engine.hpp"
#include "raw_server.hpp"
#include "test_tools.hpp"

using namespace patchbay;
using namespace patchbay::test;
using namespace std::chrono_literals;
using namespace std::string_view_literals;

namespace {

Result<HttpResponse> send(HttpRequest request, CurlOptions options) {
  return make_curl_engine(std::move(options))
      ->send({std::move(request)}, {std::chrono::steady_clock::now() + 30s, {}})[0];
}

auto login(char const* text) {
  return [text]() -> Result<std::optional<Secret>> { return std::optional(Secret(text)); };
}

// Answers a request for a tunnel with this status.
RawServer::Script refuses(std::string_view status) {
  return [status](RawServer::Socket& socket, int) {
    read_request(socket);
    write_text(socket, "HTTP/1.1 " + std::string(status) + "\r\nContent-Length: 0\r\n\r\n");
  };
}

std::string reason(std::string_view status) {
  RawServer const proxy(refuses(status));
  auto const error = send(post("https://crm.example/"), {.proxy = proxy.url("")}).error();
  CHECK(error.code == ErrorCode::unavailable);
  return error.message;
}

std::string port_where_nobody_listens() {
  return RawServer([](RawServer::Socket&, int) {}).url("");
}

// An HTTP proxy that only who signs in as "user:word" gets through, to a server that says ok.
void guarded(RawServer::Socket& socket, int) {
  for (auto text = read_request(socket); !text.empty(); text = read_request(socket)) {
    bool const known = text.find("Proxy-Authorization: Basic dXNlcjp3b3Jk") != text.npos;
    write_text(socket, known ? ok_reply
                             : "HTTP/1.1 407 Who is it?\r\nProxy-Authenticate: Basic realm=\"r\"\r\n"
                               "Content-Length: 0\r\n\r\n"sv);
  }
}

std::string read_bytes(RawServer::Socket& socket, std::size_t count) {
  std::string bytes(count, '\0');
  boost::system::error_code error;
  boost::asio::read(socket, boost::asio::buffer(bytes), error);
  return error ? std::string(count, '\0') : bytes;
}

// The same as a SOCKS 5 proxy (RFC 1928, RFC 1929).
void guarded_socks(RawServer::Socket& socket, int) {
  auto const methods = read_bytes(socket, static_cast<unsigned char>(read_bytes(socket, 2)[1]));
  bool const signs_in = methods.find('\x02') != methods.npos;
  write_text(socket, signs_in ? "\x05\x02"sv : "\x05\xff"sv);
  if (!signs_in) return;
  auto const name = read_bytes(socket, static_cast<unsigned char>(read_bytes(socket, 2)[1]));
  auto const word = read_bytes(socket, static_cast<unsigned char>(read_bytes(socket, 1)[0]));
  bool const known = name == "user" && word == "word";
  write_text(socket, known ? "\x01\x00"sv : "\x01\x01"sv);
  if (!known) return;
  read_bytes(socket, read_bytes(socket, 5)[4] + 2);  // to a name, which ends with a port
  write_text(socket, "\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00"sv);
  read_request(socket);
  write_text(socket, ok_reply);
}

std::string socks(RawServer const& server) { return server.url("", "socks5h"); }

}  // namespace

TEST_CASE("a proxy that refuses is unavailable, and why is said") {
  CHECK(reason("403 No") ==
        "The proxy does not let this machine reach crm.example (status 403). "
        "Whoever looks after the network can allow it.");
  CHECK(reason("503 Away") == "The proxy could not reach crm.example (status 503).");
  CHECK(reason("407 Who is it?").starts_with("The proxy asks for a name and a password."));
  CHECK(reason("401 Who is it?").starts_with("The proxy asks for a name and a password."));
}

TEST_CASE("a proxy that is not there is told from a CRM that is not") {
  auto const error = send(post("https://crm.example/"), {.proxy = port_where_nobody_listens()}).error();
  CHECK(error.code == ErrorCode::unavailable);
  CHECK(error.message == "The proxy refused the connection. Check the proxy settings.");
}

TEST_CASE("a proxy whose name is not found is called by what it is") {
  auto const error =
      send(post("https://crm.example/"), {.proxy = "http://" + std::string(64, 'a') + ".example:3128"})
          .error();
  CHECK(error.code == ErrorCode::unavailable);
  CHECK(error.message.find("roxy") != std::string::npos);
}

TEST_CASE("this machine is reached without the proxy") {
  RawServer const server([](RawServer::Socket& socket, int) {
    read_request(socket);
    write_text(socket, ok_reply);
  });
  CHECK(send(get(server.url()), {.proxy = port_where_nobody_listens()}).has_value());
}

TEST_CASE("a proxy gets the name and the password that are stored for it") {
  RawServer const proxy(guarded);
  CHECK(send(get("http://crm.example/"), {.proxy = proxy.url(""), .proxy_login = login("user:word")})->body ==
        "ok");
  RawServer const other(guarded_socks);
  CHECK(send(get("http://crm.example/"), {.proxy = socks(other), .proxy_login = login("user:word")})->body ==
        "ok");
}

TEST_CASE("a proxy that asks for a sign-in says whether none is stored or a wrong one") {
  RawServer const proxy(guarded_socks);
  auto const message = [&](CurlOptions options) {
    options.proxy = socks(proxy);
    return send(get("http://crm.example/"), std::move(options)).error().message;
  };
  CHECK(message({}).starts_with("The proxy asks for a name and a password."));
  CHECK(message({.proxy_login = login("user:wrong")})
            .starts_with("The proxy does not accept the name and password that are stored for it."));
  RawServer const tunnel(refuses("407 Who is it?"));
  CHECK(send(get("https://crm.example/"), {.proxy = tunnel.url(""), .proxy_login = login("user:wrong")})
            .error()
            .message.starts_with("The proxy does not accept the name and password"));
}

TEST_CASE("a keyring that does not open is the reason, not the proxy") {
  RawServer const proxy(guarded);
  auto const locked = []() -> Result<std::optional<Secret>> {
    return fail(ErrorCode::unavailable, "The keyring is locked.");
  };
  auto const error =
      send(get("http://crm.example/"), {.proxy = proxy.url(""), .proxy_login = locked}).error();
  CHECK(error.message == "The keyring is locked.");
  CHECK(proxy.connections() == 0);
}

TEST_CASE("the keyring is not asked where no proxy is named") {
  RawServer const server([](RawServer::Socket& socket, int) {
    read_request(socket);
    write_text(socket, ok_reply);
  });
  std::atomic<int> asked = 0;
  auto const ask = [&asked]() -> Result<std::optional<Secret>> {
    ++asked;
    return std::optional<Secret>();
  };
  CHECK(send(get(server.url()), {.proxy_login = ask}).has_value());
  CHECK(asked == 0);
}

TEST_CASE("a host that needs no proxy is reached without one") {
  RawServer const proxy(guarded);
  auto const unreachable = "http://" + std::string(64, 'a') + ".example/";
  auto const error =
      send(get(unreachable), {.proxy = proxy.url(""), .no_proxy = "other.example,.example"}).error();
  CHECK(error.message.find("was not found") != std::string::npos);
  CHECK(proxy.connections() == 0);
}

TEST_CASE("the system's proxy is taken for each address unless the configuration names one") {
  RawServer const proxy([](RawServer::Socket& socket, int) {
    read_request(socket);
    write_text(socket, ok_reply);
  });
  auto const by_system = [&](std::string const& url) -> std::optional<std::string> {
    return url.find("crm") != url.npos ? proxy.url("") : "";
  };
  CHECK(send(get("http://crm.example/"), {.system_proxy = by_system}).has_value());
  auto const unreachable = "http://" + std::string(64, 'a') + ".example/";
  CHECK(send(get(unreachable), {.system_proxy = by_system}).error().message.find("was not found") !=
        std::string::npos);
  CHECK_FALSE(send(get("http://crm.example/"),
                   {.proxy = port_where_nobody_listens(), .system_proxy = by_system})
                  .has_value());
  CHECK(proxy.connections() == 1);
}

TEST_CASE("a proxy that the system found does not learn the password") {
  std::atomic<bool> learned = false;
  RawServer const proxy([&](RawServer::Socket& socket, int) {
    for (auto text = read_request(socket); !text.empty(); text = read_request(socket)) {
      if (text.find("Proxy-Authorization") != text.npos) learned = true;
      write_text(socket,
                 "HTTP/1.1 407 Who is it?\r\nProxy-Authenticate: Basic realm=\"r\"\r\nContent-Length: 0\r\n\r\n");
    }
  });
  auto const by_system = [&](std::string const&) -> std::optional<std::string> { return proxy.url(""); };
  auto const reply =
      send(get("http://crm.example/"), {.proxy_login = login("user:word"), .system_proxy = by_system});
  CHECK(reply->status == 407);
  CHECK_FALSE(learned);
}
