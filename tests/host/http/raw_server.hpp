// A server on 127.0.0.1 that misbehaves as it is told: each connection gets a thread of its own, which runs
// the script. For tests only.
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <string>
#include <string_view>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include "base/thread_annotations.hpp"

namespace patchbay::test {

class RawServer {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  // What happens on a connection; `number` counts them from 1. The connection ends when it returns.
  using Script = std::function<void(Socket& socket, int number)>;

  explicit RawServer(Script script)
      : script_(std::move(script)), acceptor_(io_, {boost::asio::ip::address_v4::loopback(), 0}) {
    port_ = acceptor_.local_endpoint().port();
    acceptor_thread_ = std::thread([this] { accept(); });
  }

  ~RawServer() {
    ending_ = true;
    // Wakes the acceptor. Sockets are only shut down here: their threads still look at them.
    boost::system::error_code ignored;
    Socket(io_).connect({boost::asio::ip::address_v4::loopback(), port_}, ignored);
    acceptor_thread_.join();
    for (auto& connection : connections_) connection.socket.shutdown(Socket::shutdown_both, ignored);
    for (auto& connection : connections_) connection.thread.join();
  }

  std::string url(std::string_view path = "/", std::string_view scheme = "http",
                  std::string_view host = "127.0.0.1") const {
    return std::string(scheme) + "://" + std::string(host) + ":" + std::to_string(port_) + std::string(path);
  }
  int connections() const { return count_; }

 private:
  struct Connection {
    Socket socket;
    std::thread thread;
  };

  void accept() {
    while (true) {
      boost::system::error_code error;
      auto socket = acceptor_.accept(error);
      if (ending_ || error) return;
      auto& connection = connections_.emplace_back(Connection{std::move(socket), {}});
      connection.thread = std::thread([this, &connection, number = ++count_] {
        script_(connection.socket, number);
        boost::system::error_code ignored;
        connection.socket.shutdown(Socket::shutdown_both, ignored);
      });
    }
  }

  Script script_;
  boost::asio::io_context io_;
  boost::asio::ip::tcp::acceptor acceptor_;
  unsigned short port_ = 0;
  std::atomic<bool> ending_ = false;
  std::atomic<int> count_ = 0;
  std::list<Connection> connections_;  // the acceptor thread's until it is joined
  std::thread acceptor_thread_;
};

// One request, head and body, as text; empty when the other side is gone. For plain and TLS streams.
template <class Stream>
std::string read_request(Stream& stream) {
  std::string text;
  boost::system::error_code error;
  auto const head = boost::asio::read_until(stream, boost::asio::dynamic_buffer(text), "\r\n\r\n", error);
  if (error) return {};
  auto const at = text.find("Content-Length: ");
  auto const body = at < head ? std::stoul(text.substr(at + 16)) : 0;
  if (text.size() < head + body)
    boost::asio::read(stream, boost::asio::dynamic_buffer(text),
                      boost::asio::transfer_exactly(head + body - text.size()), error);
  return error ? std::string() : text;
}

template <class Stream>
void write_text(Stream& stream, std::string_view text) {
  boost::system::error_code ignored;  // the other side may be gone already
  boost::asio::write(stream, boost::asio::buffer(text), ignored);
}

inline constexpr std::string_view ok_reply = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

}  // namespace patchbay::test
