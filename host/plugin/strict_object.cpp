#include "plugin/strict_object.hpp"

namespace patchbay {
namespace {

namespace json = boost::json;

json::object const& object_or_none(json::value const& value) {
  static json::object const none;
  return value.is_object() ? value.get_object() : none;
}

}  // namespace

StrictObject::StrictObject(json::value const& value, std::string path, std::string& fault)
    : object_(object_or_none(value)), path_(std::move(path)), fault_(fault) {
  if (!value.is_object()) refuse("", "must be an object");
}

std::string StrictObject::path_of(std::string_view name) const {
  if (path_.empty() || name.empty()) return path_ + std::string(name);
  return path_ + "." + std::string(name);
}

void StrictObject::refuse(std::string_view name, std::string const& what) {
  std::string const path = path_of(name);
  if (fault_.empty()) fault_ = (path.empty() ? "the document" : "'" + path + "'") + " " + what;
}

json::value const& StrictObject::any(std::string_view name, Presence presence) {
  static json::value const null;
  read_.emplace(name);
  json::value const* value = object_.if_contains(name);
  if (!value && presence == required) refuse(name, "is missing");
  return value ? *value : null;
}

std::string StrictObject::text(std::string_view name, Presence presence) {
  json::value const& value = any(name, presence);
  if (value.is_string()) {
    if (presence == required && value.get_string().empty()) refuse(name, "must not be empty");
    return std::string(value.get_string());
  }
  if (has(name)) refuse(name, "must be a text");
  return {};
}

bool StrictObject::flag(std::string_view name, bool otherwise) {
  json::value const& value = any(name, optional);
  if (value.is_bool()) return value.get_bool();
  if (has(name)) refuse(name, "must be true or false");
  return otherwise;
}

std::int64_t StrictObject::number(std::string_view name, std::int64_t least, std::int64_t most) {
  json::value const& value = any(name, required);
  if (value.is_int64() && value.get_int64() >= least && value.get_int64() <= most) return value.get_int64();
  refuse(name, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return least;
}

json::array const& StrictObject::array(std::string_view name) {
  static json::array const none;
  json::value const& value = any(name, optional);
  if (value.is_array()) return value.get_array();
  if (has(name)) refuse(name, "must be a list");
  return none;
}

std::vector<std::string> StrictObject::texts(std::string_view name) {
  std::vector<std::string> items;
  for (auto const& value : array(name)) {
    if (!value.is_string()) refuse(name, "must be a list of texts");
    items.push_back(value.is_string() ? std::string(value.get_string()) : std::string());
  }
  return items;
}

std::vector<std::pair<std::string, std::string>> StrictObject::rest_as_texts() {
  std::vector<std::pair<std::string, std::string>> items;
  for (auto const& [key, value] : object_) {
    if (read_.contains(std::string_view(key))) continue;
    items.emplace_back(key, text(key, optional));
  }
  return items;
}

void StrictObject::done() {
  for (auto const& [key, value] : object_) {
    if (!read_.contains(std::string_view(key))) refuse(key, "is not a member that Patchbay knows");
  }
}

}  // namespace patchbay
