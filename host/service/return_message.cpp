#include "service/return_message.hpp"

#include <boost/json/array.hpp>

namespace patchbay::service {

namespace json = boost::json;

json::object success_message(std::string_view message) {
  return {{"message", message}, {"messageType", "success"}, {"ttl", 2000}};
}

json::object warning_message(std::string_view message, std::string_view detail) {
  json::object result{{"message", message}, {"messageType", "warning"}, {"ttl", 5000}};
  if (!detail.empty()) {
    json::object item{{"id", "1"}, {"type", "text"}, {"text", detail}};
    json::object section{{"title", "Details"}, {"items", json::array{std::move(item)}}};
    result["details"] = json::array{std::move(section)};
  }
  return result;
}

}  // namespace patchbay::service
