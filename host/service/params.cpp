#include "service/params.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace patchbay::service {
namespace {

// The member, or nullptr when it is absent or null.
json::value const* present(json::object const& params, std::string_view name) {
  json::value const* value = params.if_contains(name);
  return value && !value->is_null() ? value : nullptr;
}

std::optional<std::string> as_text(json::value const& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_int64() || value.is_uint64()) return json::serialize(value);
  return std::nullopt;
}

std::string trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

}  // namespace

Result<std::string> required_text(json::object const& params, std::string_view name) {
  json::value const* value = present(params, name);
  if (!value) return invalid_field(std::string(name), "is missing");
  auto const text = as_text(*value);
  if (!text) return invalid_field(std::string(name), "must be a text");
  auto result = trimmed(*text);
  if (result.empty()) return invalid_field(std::string(name), "is empty");
  return result;
}

Result<std::optional<std::string>> optional_text(json::object const& params, std::string_view name) {
  json::value const* value = present(params, name);
  if (!value) return std::optional<std::string>();
  auto text = as_text(*value);
  if (!text) return invalid_field(std::string(name), "must be a text");
  return text;
}

Result<std::optional<bool>> optional_bool(json::object const& params, std::string_view name) {
  json::value const* value = present(params, name);
  if (!value) return std::optional<bool>();
  if (!value->is_bool()) return invalid_field(std::string(name), "must be true or false");
  return std::optional<bool>(value->get_bool());
}

Result<std::optional<std::int64_t>> optional_integer(json::object const& params, std::string_view name) {
  json::value const* value = present(params, name);
  if (!value) return std::optional<std::int64_t>();
  if (!value->is_int64()) return invalid_field(std::string(name), "must be a whole number");
  return std::optional<std::int64_t>(value->get_int64());
}

Result<json::object> object_or_empty(json::object const& params, std::string_view name) {
  json::value const* value = present(params, name);
  if (!value) return json::object();
  if (!value->is_object()) return invalid_field(std::string(name), "must be an object");
  return value->get_object();
}

Result<json::array> array_or_empty(json::object const& params, std::string_view name) {
  json::value const* value = present(params, name);
  if (!value) return json::array();
  if (!value->is_array()) return invalid_field(std::string(name), "must be a list");
  return value->get_array();
}

Result<std::vector<std::string>> text_list(json::object const& params, std::string_view name) {
  json::value const* value = present(params, name);
  if (!value) return invalid_field(std::string(name), "is missing");
  std::vector<std::string> items;
  auto const add = [&](std::string_view item) {
    if (auto text = trimmed(item); !text.empty()) items.push_back(std::move(text));
  };
  if (auto const* array = value->if_array()) {
    for (auto const& item : *array) {
      auto const text = as_text(item);
      if (!text) return invalid_field(std::string(name), "must hold texts only");
      add(*text);
    }
    return items;
  }
  auto const text = as_text(*value);
  if (!text) return invalid_field(std::string(name), "must be a list or a text with commas");
  for (std::size_t start = 0; start <= text->size();) {
    auto const end = std::min(text->find(',', start), text->size());
    add(std::string_view(*text).substr(start, end - start));
    start = end + 1;
  }
  return items;
}

}  // namespace patchbay::service
