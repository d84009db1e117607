// A visitor of a loopback listener: one TCP connection, as a browser would make it. One thread.
#pragma once

#include <string>
#include <string_view>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

namespace patchbay::test {

// The port in "http://127.0.0.1:5000/callback".
inline unsigned short port_of(std::string_view url) {
  return static_cast<unsigned short>(std::stoi(std::string(url.substr(url.rfind(':') + 1))));
}

class TcpVisit {
 public:
  explicit TcpVisit(unsigned short port,
                    boost::asio::ip::address const& address = boost::asio::ip::address_v4::loopback()) {
    socket_.connect({address, port});
  }

  void say(std::string_view text) {
    boost::system::error_code ignored;  // the listener may have closed: what it answered is what counts
    boost::asio::write(socket_, boost::asio::buffer(text), ignored);
  }

  // Everything until the listener closes.
  std::string heard() {
    std::string all;
    boost::system::error_code end;
    boost::asio::read(socket_, boost::asio::dynamic_buffer(all), end);
    return all;
  }

 private:
  boost::asio::io_context loop_;
  boost::asio::ip::tcp::socket socket_{loop_};
};

// What the listener behind `redirect_uri` answers to a GET of `target`.
inline std::string get(std::string const& redirect_uri, std::string_view target) {
  auto const authority = redirect_uri.substr(7, redirect_uri.find('/', 7) - 7);
  TcpVisit visit(port_of(authority));
  visit.say("GET " + std::string(target) + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n");
  return visit.heard();
}

}  // namespace patchbay::test
