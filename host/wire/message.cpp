#include "wire/message.hpp"

#include <utility>

#include "wire/strict_json.hpp"

namespace patchbay::wire {
namespace {

namespace json = boost::json;

bool is_id(json::value const& value) { return value.is_string() || value.is_int64() || value.is_uint64(); }

// What is wrong with the envelope, or nullptr.
char const* flaw(json::object const& message) {
  auto const* version = message.if_contains("jsonrpc");
  if (!version || *version != "2.0") return "The member 'jsonrpc' is not \"2.0\".";
  auto const* method = message.if_contains("method");
  if (!method || !method->is_string()) return "The member 'method' is not a text.";
  auto const* params = message.if_contains("params");
  if (params && !params->is_object()) return "The member 'params' is not an object.";
  auto const* id = message.if_contains("id");
  if (id && !is_id(*id)) return "The member 'id' is neither a text nor an integer.";
  return nullptr;
}

}  // namespace

Message parse_message(std::string_view text) {
  auto document = parse_strict_json(text);
  if (!document) return Fault{FaultCode::parse_error, document.error().message, nullptr};
  auto* message = document->if_object();
  if (!message) return Fault{FaultCode::invalid_request, "The message is not one object.", nullptr};

  auto* id = message->if_contains("id");
  if (char const* what = flaw(*message)) {
    return Fault{FaultCode::invalid_request, what, id && is_id(*id) ? std::move(*id) : json::value(nullptr)};
  }
  std::string method(message->at("method").as_string());
  auto* given = message->if_contains("params");
  json::object params = given ? std::move(given->as_object()) : json::object();
  if (!id) return Notification{std::move(method), std::move(params)};
  return Request{std::move(*id), std::move(method), std::move(params)};
}

}  // namespace patchbay::wire
