#include <algorithm>

#include "crm_sim/clio/endpoints.hpp"

namespace patchbay::sim::clio {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

std::string trimmed(std::string const& text) {
  auto const first = text.find_first_not_of(' ');
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Whether a run of digits in `number` begins with the digits of `query`.
bool begins_a_run(std::string_view number, std::string const& query) {
  auto const digits = query.starts_with('+') ? query.substr(1) : query;
  for (auto at = number.find(digits); at != std::string_view::npos; at = number.find(digits, at + 1))
    if (at == 0 || !is_digit(number[at - 1])) return true;
  return false;
}

bool text_has(json::object const& record, std::string_view name, std::string const& query) {
  auto const* value = record.if_contains(name);
  return value && value->is_string() && lower(value->get_string()).find(query) != std::string::npos;
}

bool phone_has(State const& state, json::object const& contact, std::string const& query) {
  auto const& phones = contact.at("phone_numbers").get_array();
  return std::any_of(phones.begin(), phones.end(), [&](json::value const& phone) {
    auto const number = std::string_view(phone.at("number").get_string());
    return state.habits.matches_whole_tokens ? begins_a_run(number, query)
                                             : number.find(query) != std::string_view::npos;
  });
}

bool matter_has(State const& state, json::object const& contact, std::string const& query) {
  auto const& matters = state.firm.matters;
  return std::any_of(matters.begin(), matters.end(), [&](auto const& row) {
    return row.second.at("client_id") == contact.at("id") &&
           (text_has(row.second, "display_number", query) || text_has(row.second, "description", query));
  });
}

// The wildcard search over name, title, addresses, numbers, company and matters; to the letter, nothing is
// normalised.
bool matches(State const& state, json::object const& contact, std::string const& query) {
  auto const* company = contact.if_contains("company_id");
  auto const employer = company && company->is_int64() ? state.firm.contacts.find(company->get_int64())
                                                       : state.firm.contacts.end();
  bool const by_company = employer != state.firm.contacts.end() && text_has(employer->second, "name", query);
  return by_company || text_has(contact, "name", query) || text_has(contact, "title", query) ||
         text_has(contact, "primary_email_address", query) || phone_has(state, contact, query) ||
         matter_has(state, contact, query);
}

std::vector<Field> const& contact_fields() {
  static std::vector<Field> const fields = {
      {"type", FieldKind::text},      {"name", FieldKind::text},     {"first_name", FieldKind::text},
      {"last_name", FieldKind::text}, {"title", FieldKind::text},    {"phone_numbers", FieldKind::phones},
      {"id", FieldKind::read_only},   {"etag", FieldKind::read_only}};
  return fields;
}

std::string text_of(json::object const& data, std::string_view name) {
  auto const* value = data.if_contains(name);
  return value ? std::string(value->get_string()) : "";
}

// The name of the new contact; empty: what Clio wants of it is missing.
std::string name_of(json::object const& data) {
  if (text_of(data, "type") == "Company") return text_of(data, "name");
  auto const joined = trimmed(text_of(data, "first_name") + " " + text_of(data, "last_name"));
  return joined.empty() ? text_of(data, "name") : joined;
}

json::array phones_of(json::object const& data, std::int64_t& last_id) {
  json::array out;
  auto const* phones = data.if_contains("phone_numbers");
  if (!phones) return out;
  for (auto const& phone : phones->get_array()) {
    auto const* preferred = phone.get_object().if_contains("default_number");
    out.push_back(json::object{{"id", ++last_id},
                               {"etag", "\"p1\""},
                               {"name", phone.at("name")},
                               {"number", phone.at("number")},
                               {"primary", preferred && preferred->get_bool()}});
  }
  return out;
}

}  // namespace

Reply list_contacts(State& state, Call const& call) {
  if (auto refused = check_query(
          call.request, {"query", "type", "client_only", "updated_since", "created_since", "initial"}))
    return *refused;
  auto const query = lower(trimmed(call.request.parameter("query").value_or("")));
  auto const type = call.request.parameter("type");
  if (type && type != "Person" && type != "Company") return bad_request("ArgumentError", "type is invalid");
  auto const since = call.request.parameter("updated_since");
  if (since && !(is_time(*since) && since->ends_with('Z')))  // other zones are not simulated
    return bad_request("ArgumentError", "updated_since is invalid");
  Rows rows;
  for (auto const& [id, contact] : state.firm.contacts) {
    bool const right_type = !type || contact.at("type").get_string() == *type;
    bool const new_enough = !since || contact.at("updated_at").get_string() >= *since;
    if (right_type && new_enough && (query.empty() || matches(state, contact, query)))
      rows.push_back(&contact);
  }
  return paged(state, call, contact_shape(), rows);
}

Reply read_contact(State& state, Call const& call) {
  auto const* contact = found(state.firm.contacts, call.id);
  return contact ? one(state, call, contact_shape(), *contact) : not_found();
}

Reply create_contact(State& state, Call const& call) {
  auto const [data, refused] = read_data(call.request, contact_fields());
  if (refused) return *refused;
  auto const type = text_of(data, "type");
  if (type != "Person" && type != "Company") return unprocessable("type is not included in the list", "type");
  auto const name = name_of(data);
  if (name.empty() && type == "Person")
    return unprocessable("At least one of first name or last name must be provided");
  if (name.empty()) return unprocessable("name can't be blank", "name");
  if (auto wrong = selection_of(call.request, contact_shape()).refused) return *wrong;
  auto const id = type == "Person" ? add_person(state.firm, name, "", state.now())
                                   : add_company(state.firm, name, "", state.now());
  auto& contact = state.firm.contacts[id];
  for (auto const* part : {"first_name", "last_name", "title"})
    if (data.contains(part)) contact[part] = data.at(part);
  contact["phone_numbers"] = phones_of(data, state.firm.last_id);
  return one(state, call, contact_shape(), contact, 201);
}

Reply delete_contact(State& state, Call const& call) { return removed(state.firm.contacts, call.id); }

}  // namespace patchbay::sim::clio
