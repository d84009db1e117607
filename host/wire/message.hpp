// What the extension says: JSON-RPC 2.0, one object a frame, see host/PROTOCOL.md. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace patchbay::wire {

struct Request {
  boost::json::value id;  // a string or an integer
  std::string method;
  boost::json::object params;
};

struct Notification {
  std::string method;
  boost::json::object params;
};

// JSON-RPC's own numbers.
enum class FaultCode : int { parse_error = -32700, invalid_request = -32600, method_not_found = -32601 };

// What is answered to a message that is no request.
struct Fault {
  FaultCode code = FaultCode::parse_error;
  std::string message;
  boost::json::value id;  // null where it could not be read
};

using Message = std::variant<Request, Notification, Fault>;

Message parse_message(std::string_view text);

}  // namespace patchbay::wire
