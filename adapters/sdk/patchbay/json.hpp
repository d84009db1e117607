// Tolerant reading of a CRM's JSON: dotted paths, ids that are numbers, members that are missing. Pure
// functions; any thread. Nothing here takes a temporary document: `for (auto const& item :
// list(*response.json(), "data"))` would read freed memory, and does not compile. Keep the document in a
// variable.
#pragma once

#include <cmath>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "patchbay/error.hpp"

namespace patchbay {
inline namespace sdk {

namespace json = boost::json;

// What the readers look into: a value (a document, an item of a list) or an object (`params.additional`).
template <class T>
concept JsonNode = std::same_as<T, json::value> || std::same_as<T, json::object>;

// The value at "data.owner.name", or null where a member on the way is missing or no object.
inline json::value const* find(json::object const& object, std::string_view path) {
  auto const dot = path.find('.');
  json::value const* value = object.if_contains(path.substr(0, dot));
  if (!value || dot == std::string_view::npos) return value;
  json::object const* inner = value->if_object();
  return inner ? find(*inner, path.substr(dot + 1)) : nullptr;
}
inline json::value const* find(json::value const& value, std::string_view path) {
  json::object const* object = value.if_object();
  return object ? find(*object, path) : nullptr;
}
template <JsonNode Node>
json::value const* find(Node const&&, std::string_view) = delete;

// `value` as a T: std::string (an integer becomes its digits: ids), std::int64_t, double, bool or
// json::object. Else none.
template <class T>
std::optional<T> as(json::value const& value) {
  if constexpr (std::same_as<T, std::string>) {
    if (value.is_string()) return std::string(value.get_string());
    if (value.is_int64() || value.is_uint64()) return json::serialize(value);
  } else if constexpr (std::same_as<T, std::int64_t>) {
    if (value.is_int64()) return value.get_int64();
    double const whole = value.is_double() ? std::trunc(value.get_double()) : 0.5;
    if (value.is_double() && whole == value.get_double() && std::abs(whole) < 9e15)
      return static_cast<std::int64_t>(whole);
  } else if constexpr (std::same_as<T, double>) {
    if (value.is_number()) return value.to_number<double>();
  } else if constexpr (std::same_as<T, bool>) {
    if (value.is_bool()) return value.get_bool();
  } else {
    static_assert(std::same_as<T, json::object>, "std::string, std::int64_t, double, bool or json::object");
    if (value.is_object()) return value.get_object();
  }
  return std::nullopt;
}

// None where the member is missing, null or of another type.
template <class T, JsonNode Node>
std::optional<T> optional(Node const& node, std::string_view path) {
  json::value const* value = find(node, path);
  return value ? as<T>(*value) : std::nullopt;
}
template <class T, JsonNode Node>
std::optional<T> optional(Node const&&, std::string_view) = delete;

// PATCHBAY_BAD_REPLY, naming the path, where there is no such value: for what a CRM's answer must have.
template <class T, JsonNode Node>
Result<T> required(Node const& node, std::string_view path) {
  if (auto value = optional<T>(node, path)) return *std::move(value);
  return fail(PATCHBAY_BAD_REPLY,
              "'" + std::string(path) + "' is missing in the CRM's answer or of an unexpected type.");
}
template <class T, JsonNode Node>
Result<T> required(Node const&&, std::string_view) = delete;

// The text (or integer) there, else the empty text.
template <JsonNode Node>
std::string text(Node const& node, std::string_view path) {
  return optional<std::string>(node, path).value_or(std::string());
}
template <JsonNode Node>
std::string text(Node const&&, std::string_view) = delete;

// The list there, else an empty one.
template <JsonNode Node>
json::array const& list(Node const& node, std::string_view path) {
  static json::array const none;
  json::value const* value = find(node, path);
  json::array const* found = value ? value->if_array() : nullptr;
  return found ? *found : none;
}
template <JsonNode Node>
json::array const& list(Node const&&, std::string_view) = delete;

}  // namespace sdk
}  // namespace patchbay
