#include "crm/http_server.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <catch2/catch.hpp>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace patchbay::crm {

namespace {

using Stream = boost::asio::ip::tcp::iostream;

Stream connected_to(HttpServer const& server) { return Stream("127.0.0.1", std::to_string(server.port())); }

std::string line_of(Stream& stream) {
  std::string line;
  std::getline(stream, line);
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

struct Answer {
  std::string status_line;
  std::string head;
  std::string body;
};

Answer read_answer(Stream& stream) {
  Answer answer;
  answer.status_line = line_of(stream);
  std::size_t size = 0;
  for (auto line = line_of(stream); !line.empty(); line = line_of(stream)) {
    answer.head += line + "\n";
    if (line.rfind("Content-Length: ", 0) == 0) size = std::stoul(line.substr(16));
  }
  answer.body.resize(size);
  stream.read(answer.body.data(), static_cast<std::streamsize>(size));
  return answer;
}

Answer get(Stream& stream, std::string const& target) {
  stream << "GET " << target << " HTTP/1.1\r\nHost: x\r\n\r\n" << std::flush;
  return read_answer(stream);
}

}  // namespace

TEST_CASE("the handler sees method, path, query, headers and body, decoded") {
  HttpExchangeRequest seen;
  HttpServer const server(0, [&](HttpExchangeRequest const& request) {
    seen = request;
    return HttpExchangeResponse{.status = 201, .headers = {{"X-Test", "a"}, {"X-Test", "b"}}, .body = "done"};
  });
  auto stream = connected_to(server);
  stream << "POST /a%2Fb+c/%zz?phone=%2B1%20415+5&empty=&flag HTTP/1.1\r\nHost: x\r\nx-LETTERS: Kept\r\n"
         << "Content-Length: 5\r\n\r\nhello" << std::flush;
  auto const answer = read_answer(stream);
  CHECK(answer.status_line == "HTTP/1.1 201 Created");
  CHECK(answer.body == "done");
  CHECK(answer.head.find("X-Test: a\nX-Test: b\n") != std::string::npos);
  CHECK(seen.method == "POST");
  CHECK(seen.target == "/a%2Fb+c/%zz?phone=%2B1%20415+5&empty=&flag");
  CHECK(seen.path == "/a/b+c/%zz");
  CHECK(seen.parameter("phone") == "+1 415 5");
  CHECK(seen.parameter("empty") == "");
  CHECK(seen.parameter("flag") == "");
  CHECK_FALSE(seen.parameter("absent"));
  CHECK(seen.header("X-Letters") == "Kept");
  CHECK(seen.header("absent").empty());
  CHECK(seen.body == "hello");
}

TEST_CASE("a connection is kept for the next request") {
  std::atomic<int> count{0};
  HttpServer const server(
      0, [&](HttpExchangeRequest const&) { return HttpExchangeResponse{.body = std::to_string(++count)}; });
  auto stream = connected_to(server);
  CHECK(get(stream, "/").body == "1");
  CHECK(get(stream, "/").body == "2");
}

TEST_CASE("a client that asks to close is closed after its answer") {
  HttpServer const server(0, [](HttpExchangeRequest const&) { return HttpExchangeResponse{.body = "last"}; });
  auto stream = connected_to(server);
  stream << "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" << std::flush;
  CHECK(read_answer(stream).body == "last");
  CHECK(stream.get() == std::char_traits<char>::eof());
}

TEST_CASE("a dropped answer closes the connection without a byte") {
  HttpServer const server(
      0, [](HttpExchangeRequest const&) { return HttpExchangeResponse{.body = "no", .drop = true}; });
  auto stream = connected_to(server);
  stream << "GET / HTTP/1.1\r\nHost: x\r\n\r\n" << std::flush;
  CHECK(stream.get() == std::char_traits<char>::eof());
}

TEST_CASE("a request that is no HTTP closes the connection and the next one is served") {
  HttpServer const server(0, [](HttpExchangeRequest const&) { return HttpExchangeResponse{.body = "fine"}; });
  auto broken = connected_to(server);
  broken << "nonsense\r\n\r\n" << std::flush;
  CHECK(broken.get() == std::char_traits<char>::eof());
  auto stream = connected_to(server);
  CHECK(get(stream, "/").body == "fine");
}

TEST_CASE("HEAD and 204 have no body and the connection stays in step") {
  HttpServer const server(0, [](HttpExchangeRequest const& request) {
    return HttpExchangeResponse{.status = request.path == "/none" ? 204 : 200, .body = "text"};
  });
  auto stream = connected_to(server);
  stream << "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n" << std::flush;
  CHECK(line_of(stream) == "HTTP/1.1 200 OK");
  while (!line_of(stream).empty()) {
  }
  CHECK(get(stream, "/none").status_line == "HTTP/1.1 204 No Content");
  CHECK(get(stream, "/").body == "text");
}

TEST_CASE(
    "a delayed answer holds no thread: others are served meanwhile, and the end of the server does not wait "
    "for it") {
  auto server = std::make_unique<HttpServer>(0, [](HttpExchangeRequest const& request) {
    HttpExchangeResponse response{.body = "now"};
    if (request.path == "/later") response.delay = std::chrono::hours(1);
    return response;
  });
  std::vector<Stream> waiting;
  for (int i = 0; i < 100; ++i) {
    waiting.push_back(connected_to(*server));
    waiting.back() << "GET /later HTTP/1.1\r\nHost: x\r\n\r\n" << std::flush;
  }
  auto stream = connected_to(*server);
  CHECK(get(stream, "/").body == "now");
  server.reset();
  CHECK(waiting.front().get() == std::char_traits<char>::eof());
}

TEST_CASE("a short delay ends with the answer") {
  HttpServer const server(0, [](HttpExchangeRequest const&) {
    return HttpExchangeResponse{.body = "slow", .delay = std::chrono::milliseconds(1)};
  });
  auto stream = connected_to(server);
  CHECK(get(stream, "/").body == "slow");
}

TEST_CASE("two requests are handled at the same time") {
  std::mutex mutex;
  std::condition_variable both;
  int inside = 0;
  HttpServer const server(0, [&](HttpExchangeRequest const&) {
    std::unique_lock lock(mutex);
    ++inside;
    both.notify_all();
    both.wait(lock, [&] { return inside == 2; });
    return HttpExchangeResponse{};
  });
  auto first = connected_to(server);
  first << "GET / HTTP/1.1\r\nHost: x\r\n\r\n" << std::flush;
  auto second = connected_to(server);
  CHECK(get(second, "/").status_line == "HTTP/1.1 200 OK");
  CHECK(read_answer(first).status_line == "HTTP/1.1 200 OK");
}

TEST_CASE("a port that is taken is refused") {
  HttpServer const server(0, [](HttpExchangeRequest const&) { return HttpExchangeResponse{}; });
  CHECK_THROWS(HttpServer(server.port(), [](HttpExchangeRequest const&) { return HttpExchangeResponse{}; }));
  CHECK(server.origin() == "http://127.0.0.1:" + std::to_string(server.port()));
}

}  // namespace patchbay::crm
