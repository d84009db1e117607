#include "crm_sim/clio/bodies.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <charconv>

namespace patchbay::sim::clio {
namespace {

constexpr std::size_t most_properties = 5;
constexpr std::size_t most_phones = 20;

// Whether `text` begins with the shape of `pattern`, where 9 is a digit and all else itself.
bool begins_as(std::string_view text, std::string_view pattern) {
  auto const fits = [](unsigned char c, char p) {
    return p == '9' ? std::isdigit(c) != 0 : static_cast<char>(c) == p;
  };
  return text.size() >= pattern.size() &&
         std::equal(pattern.begin(), pattern.end(), text.begin(),
                    [&](char p, char c) { return fits(static_cast<unsigned char>(c), p); });
}

bool is_date(std::string_view text) { return text.size() == 10 && begins_as(text, "9999-99-99"); }

json::value const* member(json::value const& object, std::string_view name) {
  return object.is_object() ? object.get_object().if_contains(name) : nullptr;
}

bool has_text(json::value const& object, std::string_view name) {
  auto const* value = member(object, name);
  return value && value->is_string() && !value->get_string().empty();
}

bool is_reference(json::value const& value) {
  auto const* id = member(value, "id");
  return id && id->is_int64();
}

// On a write it is User or Contact; Person and Company are what a read shows.
bool is_participant(json::value const& value) {
  auto const *type = member(value, "type"), *deleted = member(value, "_deleted");
  return is_reference(value) && type && type->is_string() && (*type == "User" || *type == "Contact") &&
         (!deleted || deleted->is_bool());
}

bool is_phone(json::value const& value) {
  static constexpr std::string_view labels[] = {"Work", "Home", "Mobile", "Fax", "Pager", "Skype", "Other"};
  if (!has_text(value, "number") || !has_text(value, "name")) return false;
  auto const& label = value.get_object().at("name").get_string();
  auto const* preferred = member(value, "default_number");
  return std::find(std::begin(labels), std::end(labels), std::string_view(label)) != std::end(labels) &&
         (!preferred || preferred->is_bool());
}

template <class Test>
bool all(json::value const& value, std::size_t most, Test test) {
  return value.is_array() && value.get_array().size() <= most &&
         std::all_of(value.get_array().begin(), value.get_array().end(), test);
}

bool fits(json::value const& value, FieldKind kind) {
  auto const text = value.is_string() ? std::string_view(value.get_string()) : std::string_view();
  switch (kind) {
    case FieldKind::text:
      return value.is_string();
    case FieldKind::boolean:
      return value.is_bool();
    case FieldKind::integer:
      return value.is_int64();
    case FieldKind::date:
      return is_date(text);
    case FieldKind::time:
      return is_time(text);
    case FieldKind::reference:
      return is_reference(value);
    case FieldKind::typed_reference:
      return is_reference(value) && has_text(value, "type");
    case FieldKind::participants:
      return all(value, 100, is_participant);
    case FieldKind::phones:
      return all(value, most_phones, is_phone);
    case FieldKind::properties:
      return all(value, most_properties,
                 [](auto const& one) { return has_text(one, "name") && has_text(one, "value"); });
    case FieldKind::read_only:
      return false;
  }
  return false;
}

}  // namespace

Data read_data(crm::HttpExchangeRequest const& request, std::vector<Field> const& fields) {
  if (!request.header("Content-Type").starts_with("application/json"))
    return {{}, bad_request("ArgumentError", "The body is no JSON")};
  boost::system::error_code error;
  auto const body = json::parse(request.body, error);
  auto const* data = error ? nullptr : member(body, "data");
  if (!data || !data->is_object()) return {{}, bad_request("ArgumentError", "data is missing")};
  for (auto const& one : data->get_object()) {
    auto const name = std::string(one.key());
    auto const field =
        std::find_if(fields.begin(), fields.end(), [&](auto const& known) { return known.name == name; });
    if (field == fields.end()) return {{}, bad_request("ArgumentError", name + " is not a known parameter")};
    if (!fits(one.value(), field->kind)) return {{}, unprocessable(name + " is invalid", name)};
  }
  return {data->get_object(), std::nullopt};
}

std::optional<Reply> missing(json::object const& data, std::vector<std::string_view> const& names) {
  for (auto const name : names) {
    auto const* value = data.if_contains(name);
    bool const blank = !value || (value->is_string() &&
                                  value->get_string().find_first_not_of(" \t\r\n") == json::string::npos);
    if (blank) return unprocessable(std::string(name) + " can't be blank", name);
  }
  return std::nullopt;
}

std::optional<Reply> check_query(crm::HttpExchangeRequest const& request,
                                 std::vector<std::string_view> const& known) {
  for (auto const& [name, value] : request.query) {
    bool const common = name == "fields" || name == "limit" || name == "page_token" || name == "order";
    if (!common && std::find(known.begin(), known.end(), name) == known.end())
      return bad_request("ArgumentError", name + " is not a known parameter");
    if (value.empty()) return bad_request("ArgumentError", name + " is empty");
  }
  return std::nullopt;
}

bool is_time(std::string_view text) {
  if (!begins_as(text, "9999-99-99T99:99:99")) return false;
  auto const zone = text.substr(19);
  return zone == "Z" || (zone.size() == 6 && (begins_as(zone, "+99:99") || begins_as(zone, "-99:99")));
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace patchbay::sim::clio
