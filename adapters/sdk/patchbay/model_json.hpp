// JSON to the structs of model.hpp and back. Unknown members are ignored, absent and null ones are empty; one
// that must be there or has the wrong type is PATCHBAY_INVALID_PARAMS and named by its path. Pure functions;
// any thread.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/value.hpp>

#include "patchbay/json.hpp"
#include "patchbay/model_fields.hpp"

namespace patchbay {
inline namespace sdk {
namespace detail {

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
using Texts = std::map<std::string, std::string>;
using Fault = std::optional<Error>;  // none: it could be read

template <class T>
Fault read(json::value const& in, T& out, std::string const& path);

template <class Struct, class Member>
Fault read_field(json::object const& in, Struct& out, Field<Struct, Member> const& field,
                 std::string const& path) {
  std::string const name = path.empty() ? field.name : path + "." + field.name;
  json::value const* value = in.if_contains(field.name);
  if (value && !value->is_null()) return read(*value, out.*(field.member), name);
  return field.presence == Presence::must_be ? Fault(invalid_field(name, "is missing")) : std::nullopt;
}

template <class Struct>
Fault read_struct(json::object const& in, Struct& out, std::string const& path) {
  Fault fault;
  std::apply([&](auto const&... field) { ((fault = read_field(in, out, field, path)) || ...); },
             fields<Struct>);
  return fault;
}

template <class Item>
Fault read_list(json::value const& in, std::vector<Item>& out, std::string const& path) {
  json::array const* array = in.if_array();
  if (!array) return invalid_field(path, "must be a list");
  out.clear();
  for (json::value const& item : *array) {
    std::string const place = path + "[" + std::to_string(out.size()) + "]";
    if (auto fault = read(item, out.emplace_back(), place)) return fault;
  }
  return std::nullopt;
}

inline Fault read_texts(json::value const& in, Texts& out, std::string const& path) {
  json::object const* object = in.if_object();
  if (!object) return invalid_field(path, "must be an object");
  for (auto const& [name, value] : *object) {
    if (!value.is_string()) return invalid_field(path + "." + std::string(name), "must be a text");
    out[name] = value.get_string().c_str();
  }
  return std::nullopt;
}

inline Fault read_time(json::value const& in, UtcTime& out, std::string const& path) {
  auto const time = in.is_string() ? parse_iso8601(in.get_string()) : std::nullopt;
  if (!time) return invalid_field(path, "must be a time in ISO 8601");
  out = *time;
  return std::nullopt;
}

inline Fault read_error(json::value const& in, Error& out, std::string const& path) {
  auto const status = in.is_object() ? optional<std::int64_t>(in, "status") : std::nullopt;
  if (!status) return invalid_field(path, "must be an object with a status");
  out.status = static_cast<patchbay_status>(*status);
  out.message = text(in, "message");
  return std::nullopt;
}

template <class T>
Fault read(json::value const& in, T& out, std::string const& path) {
  if constexpr (Described<T>) {
    if (!in.is_object()) return invalid_field(path, "must be an object");
    return read_struct(in.get_object(), out, path);
  } else if constexpr (is_list<T>) {
    return read_list(in, out, path);
  } else if constexpr (is_optional<T>) {
    return read(in, out.emplace(), path);
  } else if constexpr (std::same_as<T, Texts>) {
    return read_texts(in, out, path);
  } else if constexpr (std::same_as<T, UtcTime>) {
    return read_time(in, out, path);
  } else if constexpr (std::same_as<T, Error>) {
    return read_error(in, out, path);
  } else if constexpr (std::same_as<T, std::chrono::seconds>) {
    if (!in.is_int64()) return invalid_field(path, "must be a whole number of seconds");
    out = std::chrono::seconds(in.get_int64());
  } else if constexpr (std::same_as<T, std::string>) {
    if (!in.is_string()) return invalid_field(path, "must be a text");
    out = std::string(in.get_string());
  } else if constexpr (std::same_as<T, bool>) {
    if (!in.is_bool()) return invalid_field(path, "must be true or false");
    out = in.get_bool();
  } else {
    static_assert(std::same_as<T, json::object>);
    if (!in.is_object()) return invalid_field(path, "must be an object");
    out = in.get_object();
  }
  return std::nullopt;
}

template <class T>
json::value write(T const& in) {
  if constexpr (Described<T>) {
    json::object out;
    auto const add = [&](auto const& field) {
      if (json::value value = write(in.*(field.member)); !value.is_null())
        out.emplace(field.name, std::move(value));
    };
    std::apply([&](auto const&... field) { (add(field), ...); }, fields<T>);
    return out;
  } else if constexpr (is_list<T>) {
    json::array out;
    for (auto const& item : in) out.push_back(write(item));
    return out;
  } else if constexpr (is_optional<T>) {
    return in ? write(*in) : json::value(nullptr);
  } else if constexpr (std::same_as<T, Texts>) {
    json::object out;
    for (auto const& [name, value] : in) out.emplace(name, value);
    return out;
  } else if constexpr (std::same_as<T, UtcTime>) {
    return json::value(iso8601(in));
  } else if constexpr (std::same_as<T, Error>) {
    return {{"status", in.status}, {"message", in.message}};
  } else if constexpr (std::same_as<T, std::chrono::seconds>) {
    return json::value(in.count());
  } else {
    return json::value(in);
  }
}

}  // namespace detail

// The params of an operation (or any struct of model.hpp) from JSON.
template <class Struct>
Result<Struct> from_json(json::value const& in) {
  Struct out;
  if (auto fault = detail::read(in, out, "")) return *std::move(fault);
  return out;
}

template <class Struct>
json::value to_json(Struct const& in) {
  return detail::write(in);
}

// The reply of an operation: a struct is itself, readings stand under "logs", a log that was looked for under
// "log".
template <class Reply>
json::value reply_json(Reply const& in) {
  if constexpr (detail::is_list<Reply>) {
    return {{"logs", to_json(in)}};
  } else if constexpr (detail::is_optional<Reply>) {
    return {{"log", to_json(in)}};
  } else {
    return to_json(in);
  }
}

// The params of an operation: {scope, ...}. Those of user.get are a scope and nothing else.
template <class Params>
Result<Params> params_from_json(json::object const& in) {
  Params out;
  if constexpr (std::same_as<Params, Scope>) {
    json::value const* scope = in.if_contains("scope");
    if (auto fault = scope ? detail::read(*scope, out, "scope") : std::nullopt) return *std::move(fault);
  } else {
    if (auto fault = detail::read_struct(in, out, "")) return *std::move(fault);
  }
  return out;
}

}  // namespace sdk
}  // namespace patchbay
