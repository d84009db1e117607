#include "crm/http_server.hpp"

#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "crm/percent.hpp"

namespace patchbay::crm {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::uint64_t largest_body = 8 * 1024 * 1024;  // bytes
constexpr std::chrono::seconds idle_limit{60};
constexpr int thread_count = 4;

HttpExchangeRequest plain(http::request<http::string_body> const& message) {
  HttpExchangeRequest out;
  out.method = std::string(message.method_string());
  out.target = std::string(message.target());
  std::string_view const target = out.target;
  auto const question = std::min(target.find('?'), target.size());
  out.path = percent_decoded(target.substr(0, question), false);
  out.query = parse_query(target.substr(std::min(question + 1, target.size())));
  for (auto const& field : message) {
    out.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  }
  out.body = message.body();
  return out;
}

http::response<http::string_body> beast_response(HttpExchangeResponse const& from, bool head) {
  http::response<http::string_body> out;
  out.result(static_cast<unsigned>(from.status));
  for (auto const& [name, value] : from.headers) out.insert(name, value);
  auto const bodiless = from.status == 204 || from.status == 304;
  if (!bodiless) out.content_length(from.body.size());
  if (!bodiless && !head) out.body() = from.body;
  return out;
}

// One connection of a client. Lives as long as an operation on it is under way; all of it runs on its own
// strand.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, HttpServer::Handler const& handler)
      : stream_(std::move(socket)), pause_(stream_.get_executor()), handler_(handler) {}

  void read() {
    parser_ = std::make_unique<Parser>();  // one serves one request
    parser_->body_limit(largest_body);
    stream_.expires_after(idle_limit);
    http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](error_code error, std::size_t) {
      if (error) return self->close();
      self->answer();
    });
  }

 private:
  using Parser = http::request_parser<http::string_body>;

  void answer() {
    auto const& message = parser_->get();
    keep_alive_ = message.keep_alive();
    auto const answer = handler_(plain(message));
    if (!answer.drop) response_ = beast_response(answer, message.method() == http::verb::head);
    dropped_ = answer.drop;
    if (answer.delay.count() == 0) return write();
    stream_.expires_never();
    pause_.expires_after(answer.delay);
    pause_.async_wait([self = shared_from_this()](error_code error) {
      if (!error) self->write();
    });
  }

  void write() {
    if (dropped_) return close();
    response_.keep_alive(keep_alive_);
    stream_.expires_after(idle_limit);
    http::async_write(stream_, response_, [self = shared_from_this()](error_code error, std::size_t) {
      if (error || !self->keep_alive_) return self->close();
      self->read();
    });
  }

  void close() {
    error_code ignored;  // the other side may have closed first
    stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
    stream_.close();
  }

  beast::tcp_stream stream_;
  asio::steady_timer pause_;
  HttpServer::Handler const& handler_;
  beast::flat_buffer buffer_;
  std::unique_ptr<Parser> parser_;
  http::response<http::string_body> response_;
  bool keep_alive_ = false;
  bool dropped_ = false;
};

}  // namespace

struct HttpServer::Impl {
  Impl(std::uint16_t port, Handler given)
      : handler(std::move(given)), acceptor(context, tcp::endpoint(asio::ip::address_v4::loopback(), port)) {
    bound_port = acceptor.local_endpoint().port();
    accept();
    for (int i = 0; i < thread_count; ++i) threads.emplace_back([this] { context.run(); });
  }

  ~Impl() {
    context.stop();
    for (auto& thread : threads) thread.join();
    // The connections go with the handlers that the context still holds.
  }

  void accept() {
    acceptor.async_accept(asio::make_strand(context), [this](error_code error, tcp::socket socket) {
      if (!error) {
        socket.set_option(tcp::no_delay(true), error);  // only a matter of speed
        std::make_shared<Connection>(std::move(socket), handler)->read();
      }
      if (acceptor.is_open()) accept();
    });
  }

  Handler handler;
  asio::io_context context;
  tcp::acceptor acceptor;
  std::uint16_t bound_port = 0;
  std::vector<std::thread> threads;
};

HttpServer::HttpServer(std::uint16_t port, Handler handler)
    : impl_(std::make_unique<Impl>(port, std::move(handler))) {}

HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const { return impl_->bound_port; }

std::string HttpServer::origin() const { return "http://127.0.0.1:" + std::to_string(port()); }

}  // namespace patchbay::crm
