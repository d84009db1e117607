// The door through which the browser comes back: a listener on this machine's own addresses that lives for
// one sign-in. One thread; a stop may come from any.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/context.hpp"
#include "base/error.hpp"

namespace patchbay {

// The redirect address as the CRM has it registered.
struct LoopbackForm {
  std::string host = "127.0.0.1";  // or "localhost", which some CRMs insist on: also [::1], where there is one
  std::string path = "/";
  std::vector<std::uint16_t> ports;  // tried in order; empty: any free one
};

class Loopback {
 public:
  // Listens from here on. Error: unavailable, with the ports, when other programs have them all.
  static Result<Loopback> open(LoopbackForm const& form);
  Loopback(Loopback&&) noexcept;
  ~Loopback();

  std::string const& redirect_uri() const;

  // Blocks until a GET of the path comes whose query is `wanted`, answers it with a page for people, and
  // returns the query. Every other request gets an error and changes nothing. `context` counts on the
  // machine's own clock. Error: cancelled, timeout. REQUIRES: called once.
  Result<std::string> wait(std::function<bool(std::string_view query)> const& wanted, Context const& context);

 private:
  class Server;
  explicit Loopback(std::unique_ptr<Server> server);
  std::unique_ptr<Server> server_;
};

}  // namespace patchbay
