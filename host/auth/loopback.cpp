#include "auth/loopback.hpp"

#include <chrono>
#include <optional>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/errc.hpp>

#include "auth/loopback_page.hpp"
#include "platform/listener.hpp"

namespace patchbay {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t max_request_bytes = 16 * 1024;
constexpr int max_visitors = 32;  // browsers open connections ahead of need and say nothing on them
constexpr std::chrono::seconds visitor_patience{10};
constexpr int free_ports_tried = 5;  // one that is free at 127.0.0.1 may be another's at [::1]

// What a visitor gets, and whether it is the one that we waited for.
struct Answer {
  std::string reply;
  bool last = false;
};

// One connection: reads a request's head, answers, closes. Lives as long as something of it is under way.
class Visitor : public std::enable_shared_from_this<Visitor> {
 public:
  // `presence` is held as long as the visitor is there. After the last answer is sent the loop stops.
  Visitor(tcp::socket socket, asio::io_context& loop, std::function<Answer(std::string_view head)> answer,
          std::shared_ptr<int const> presence)
      : socket_(std::move(socket)),
        loop_(loop),
        timer_(loop),
        answer_(std::move(answer)),
        presence_(std::move(presence)) {}

  void start() {
    timer_.expires_after(visitor_patience);
    timer_.async_wait([weak = weak_from_this()](error_code cancelled) {
      auto const visitor = weak.lock();
      error_code ignored;
      if (visitor && !cancelled) visitor->socket_.close(ignored);
    });
    asio::async_read_until(
        socket_, asio::dynamic_buffer(request_, max_request_bytes), "\r\n\r\n",
        [self = shared_from_this()](error_code problem, std::size_t) { self->on_read(problem); });
  }

 private:
  void on_read(error_code problem) {
    if (problem && problem != asio::error::not_found)
      return;  // not_found: the limit is reached without an end
    given_ = problem ? Answer{too_large_page(), false} : answer_(request_);
    asio::async_write(socket_, asio::buffer(given_.reply),
                      [self = shared_from_this()](error_code, std::size_t) {
                        error_code ignored;
                        self->socket_.shutdown(tcp::socket::shutdown_both, ignored);
                        if (self->given_.last) self->loop_.stop();
                      });
  }

  tcp::socket socket_;
  asio::io_context& loop_;
  asio::steady_timer timer_;
  std::function<Answer(std::string_view)> const answer_;
  std::shared_ptr<int const> const presence_;
  std::string request_;
  Answer given_;
};

// What kept the door from being opened.
error_code open_door(tcp::acceptor& door, tcp::endpoint const& here) {
  error_code problem, ignored;
  door.open(here.protocol(), problem);
  if (!problem && !platform::claim_port(static_cast<std::uintptr_t>(door.native_handle())))
    problem = asio::error::address_in_use;
  if (!problem) door.bind(here, problem);
  if (!problem) door.listen(asio::socket_base::max_listen_connections, problem);
  if (problem) door.close(ignored);
  return problem;
}

// Nobody waits at an address that this machine does not have.
bool is_absent(error_code const& problem) {
  using boost::system::errc::errc_t;
  return problem == errc_t::address_family_not_supported || problem == errc_t::address_not_available;
}

}  // namespace

class Loopback::Server {
 public:
  using Wanted = std::function<bool(std::string_view query)>;

  explicit Server(LoopbackForm form) : form_(std::move(form)) {}

  // A browser that is sent to "localhost" asks at [::1] first: who waits there would have the answer.
  bool listen(std::uint16_t port) {
    if (open_door(door_, {asio::ip::address_v4::loopback(), port})) return false;
    port = door_.local_endpoint().port();
    auto const problem = form_.host == "localhost"
                             ? open_door(ipv6_door_, {asio::ip::address_v6::loopback(), port})
                             : error_code();
    if (problem && !is_absent(problem)) {
      door_.close();
      return false;
    }
    authority_ = form_.host + ":" + std::to_string(port);
    redirect_uri_ = "http://" + authority_ + form_.path;
    return true;
  }

  std::string const& redirect_uri() const { return redirect_uri_; }

  Result<std::string> wait(Wanted const& wanted, Context const& context) {
    asio::steady_timer deadline(loop_, context.deadline);
    deadline.async_wait([this](error_code) { loop_.stop(); });
    std::stop_callback const on_stop(context.stop, [this] { loop_.stop(); });
    for (auto* const door : {&door_, &ipv6_door_})
      if (door->is_open()) accept(*door, wanted);
    loop_.run();
    if (query_) return *query_;
    if (context.stop.stop_requested()) return fail(ErrorCode::cancelled, "The sign-in was cancelled.");
    return fail(ErrorCode::timeout, "Nobody finished the sign-in in the browser. Try again.");
  }

 private:
  void accept(tcp::acceptor& door, Wanted const& wanted) {
    door.async_accept([this, &door, &wanted](error_code problem, tcp::socket socket) {
      if (problem && problem != asio::error::connection_aborted)
        return;  // nothing more can come: the deadline ends it
      if (!problem && presence_.use_count() <= max_visitors) receive(std::move(socket), wanted);
      accept(door, wanted);
    });
  }

  void receive(tcp::socket socket, Wanted const& wanted) {
    auto answer = [this, &wanted](std::string_view head) { return answer_to(head, wanted); };
    std::make_shared<Visitor>(std::move(socket), loop_, std::move(answer), presence_)->start();
  }

  Answer answer_to(std::string_view head, Wanted const& wanted) {
    if (auto refusal = refusal_of(head, authority_, form_.path); !refusal.empty())
      return {std::move(refusal), false};
    auto const query = query_in(head);
    if (query_ || !wanted(query)) return {stray_page(), false};
    query_ = query;
    return {arrived_page(), true};
  }

  LoopbackForm const form_;
  std::string authority_;
  std::string redirect_uri_;
  std::optional<std::string> query_;
  std::shared_ptr<int const> const presence_ = std::make_shared<int const>(0);
  asio::io_context loop_{1};
  tcp::acceptor door_{loop_};
  tcp::acceptor ipv6_door_{loop_};  // of "localhost", where this machine has it
};

Loopback::Loopback(std::unique_ptr<Server> server) : server_(std::move(server)) {}
Loopback::Loopback(Loopback&&) noexcept = default;
Loopback::~Loopback() = default;

Result<Loopback> Loopback::open(LoopbackForm const& form) {
  auto server = std::make_unique<Server>(form);
  for (int i = 0; form.ports.empty() && i < free_ports_tried; ++i)
    if (server->listen(0)) return Loopback(std::move(server));
  std::string tried;
  for (auto const port : form.ports) {
    if (server->listen(port)) return Loopback(std::move(server));
    tried += (tried.empty() ? "" : ", ") + std::to_string(port);
  }
  return fail(ErrorCode::unavailable,
              "The sign-in needs a port of this machine that other programs use" +
                  (tried.empty() ? "." : " (" + tried + "). Close them and try again."));
}

std::string const& Loopback::redirect_uri() const { return server_->redirect_uri(); }

Result<std::string> Loopback::wait(std::function<bool(std::string_view)> const& wanted,
                                   Context const& context) {
  return server_->wait(wanted, context);
}

}  // namespace patchbay
