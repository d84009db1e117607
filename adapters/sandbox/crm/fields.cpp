#include "crm/fields.hpp"

#include <algorithm>

#include "crm/time_text.hpp"

namespace patchbay::crm {

namespace {

constexpr std::size_t longest_text = 100'000;  // bytes

bool is_one_of(std::string_view word, std::string_view words) {
  while (!words.empty()) {
    auto const next = words.substr(0, words.find('|'));
    if (word == next) return true;
    words.remove_prefix(std::min(next.size() + 1, words.size()));
  }
  return false;
}

bool is_phone_list(json::value const& value) {
  if (!value.is_array()) return false;
  return std::all_of(value.as_array().begin(), value.as_array().end(), [](json::value const& phone) {
    if (!phone.is_object()) return false;
    auto const* number = phone.as_object().if_contains("number");
    auto const* label = phone.as_object().if_contains("label");
    return number && number->is_string() && !digits_of(number->as_string()).empty() &&
           (!label || label->is_string());
  });
}

bool is_whole(json::value const& value, std::int64_t least) {
  auto const* number = value.if_int64();
  return number && *number >= least;
}

// What is wrong with `value`, or nothing. Null empties an optional number or id.
std::string fault_of(json::value const& value, Field const& field) {
  auto const* text = value.if_string();
  auto const may_be_null = !field.required && (field.kind == Field::number || field.kind == Field::id);
  if (value.is_null() && may_be_null) return {};
  switch (field.kind) {
    case Field::text:
      if (!text) return "must be a text";
      if (field.required && text->empty()) return "must not be empty";
      return text->size() > longest_text ? "is longer than 100000 bytes" : "";
    case Field::word:
      return text && is_one_of(*text, field.words) ? "" : "must be one of " + std::string(field.words);
    case Field::number: return is_whole(value, 0) ? "" : "must be a whole number, not negative, or null";
    case Field::id: return is_whole(value, 1) ? "" : "must be the id of a record";
    case Field::time: return text && is_iso_time(*text) ? "" : "must be a time such as 2026-11-21T09:14:00Z";
    case Field::phones: return is_phone_list(value) ? "" : "must be a list of {number, label}";
  }
  return {};
}

Result<json::object> read_known(std::string const& body, std::span<Field const> fields) {
  boost::system::error_code error;
  auto document = json::parse(body, error);
  if (error || !document.is_object())
    return Problem{400, "bad_request", "The body must be a JSON object.", {}};
  for (auto const& [name, value] : document.as_object()) {
    auto const field =
        std::find_if(fields.begin(), fields.end(), [&](Field const& f) { return f.name == name; });
    if (field == fields.end()) return bad_field(name, "is unknown or cannot be set");
    auto const fault = fault_of(value, *field);
    if (!fault.empty()) return bad_field(name, fault);
  }
  return std::move(document.as_object());
}

}  // namespace

Result<json::object> read_new(std::string const& body, std::span<Field const> fields) {
  auto record = read_known(body, fields);
  if (!record) return record;
  for (auto const& field : fields) {
    if (field.required && !record->contains(field.name))
      return bad_field(std::string(field.name), "is missing");
  }
  return record;
}

Result<json::object> read_change(std::string const& body, std::span<Field const> fields) {
  auto change = read_known(body, fields);
  if (change && change->empty()) return Problem{400, "bad_request", "The body changes nothing.", {}};
  return change;
}

}  // namespace patchbay::crm
