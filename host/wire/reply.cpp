#include "wire/reply.hpp"

#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "wire/frame.hpp"
#include "wire/utf8.hpp"

namespace patchbay::wire {
namespace {

namespace json = boost::json;

constexpr int message_ttl_ms = 5000;

// Firefox closes the port at a malformed frame, and what a CRM sent may be anything.
std::string text_of(json::object const& message) {
  auto text = json::serialize(message);
  return is_utf8(text) ? text : repaired_utf8(text);
}

json::object envelope(json::value const& id) {
  json::object message;
  message["jsonrpc"] = "2.0";
  message["id"] = id;
  return message;
}

// Nothing that the person or we did wrong: it passes or was wanted.
bool is_passing(ErrorCode code) {
  return code == ErrorCode::rate_limited || code == ErrorCode::cancelled ||
         code == ErrorCode::unknown_outcome;
}

json::object return_message(std::string_view message, std::string_view type) {
  json::object object;
  object["message"] = message;
  object["messageType"] = type;
  object["ttl"] = message_ttl_ms;
  return object;
}

json::array remote_details(std::string const& remote) {
  json::object item;
  item["id"] = "remote";
  item["type"] = "text";
  item["text"] = remote;
  json::object section;
  section["title"] = "What the CRM said";
  section["items"] = json::array(1, std::move(item));
  return json::array(1, std::move(section));
}

json::object error_object(int code, std::string_view message, json::object data) {
  json::object object;
  object["code"] = code;
  object["message"] = message;
  object["data"] = std::move(data);
  return object;
}

std::string_view name_of_fault(FaultCode code) {
  switch (code) {
    case FaultCode::parse_error: return "parse_error";
    case FaultCode::invalid_request: return "invalid_request";
    case FaultCode::method_not_found: return "method_not_found";
  }
  return "invalid_request";
}

}  // namespace

std::string result_text(json::value const& id, json::value result) {
  auto message = envelope(id);
  message["result"] = std::move(result);
  return text_of(message);
}

std::string error_text(json::value const& id, Error const& error) {
  std::string_view const said =
      error.message.empty() ? advice_for(error.code) : std::string_view(error.message);
  json::object data;
  data["name"] = name_of(error.code);
  data["returnMessage"] = return_message(said, is_passing(error.code) ? "warning" : "error");
  if (!error.field.empty()) data["field"] = error.field;
  if (!error.remote.empty()) {
    data["remote"] = error.remote;
    data["returnMessage"].as_object()["details"] = remote_details(error.remote);
  }
  if (error.retry_after) data["retryAfter"] = error.retry_after->count();
  auto message = envelope(id);
  message["error"] = error_object(static_cast<int>(error.code), said, std::move(data));
  return text_of(message);
}

std::string fault_text(Fault const& fault) {
  json::object data;
  data["name"] = name_of_fault(fault.code);
  data["returnMessage"] = return_message(fault.message, "error");
  auto message = envelope(fault.id);
  message["error"] = error_object(static_cast<int>(fault.code), fault.message, std::move(data));
  return text_of(message);
}

std::string notification_text(std::string_view method, json::object params) {
  json::object message;
  message["jsonrpc"] = "2.0";
  message["method"] = method;
  message["params"] = std::move(params);
  return text_of(message);
}

std::string within_frame(std::string text, json::value const& id) {
  if (text.size() <= max_outgoing_bytes) return text;
  auto const error = fail(ErrorCode::internal, "The answer has " + std::to_string(text.size()) +
                                                   " bytes, which is more than a browser takes at once.");
  auto instead = error_text(id, error);
  return instead.size() <= max_outgoing_bytes ? instead : error_text(nullptr, error);
}

}  // namespace patchbay::wire
