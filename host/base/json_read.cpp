#include "base/json_read.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace patchbay {

namespace json = boost::json;

std::string text_in(json::object const& object, std::string_view name) {
  auto const* value = object.if_contains(name);
  if (!value) return {};
  if (value->is_string()) return std::string(value->get_string());
  return value->is_int64() || value->is_uint64() ? json::serialize(*value) : std::string();
}

json::object object_in(json::object const& object, std::string_view name) {
  auto const* value = object.if_contains(name);
  return value && value->is_object() ? value->get_object() : json::object();
}

std::vector<std::string> texts_in(json::object const& object, std::string_view name) {
  std::vector<std::string> texts;
  auto const* list = object.if_contains(name);
  if (!list || !list->is_array()) return texts;
  for (auto const& item : list->get_array()) {
    if (item.is_string()) texts.emplace_back(item.get_string());
  }
  return texts;
}

}  // namespace patchbay
