#include "crm_sim/clio/shapes.hpp"

#include <algorithm>

namespace patchbay::sim::clio {
namespace {

Shape const account{{"id", "etag", "name"}, {}};
Shape const phone{{"id", "etag", "name", "number", "primary"}, {}};
Shape const email{{"id", "etag", "name", "address", "primary"}, {}};
Shape const property{{"id", "etag", "name", "value"}, {}};
Shape const participant{{"id", "etag", "type", "name"}, {}};

bool knows(std::vector<std::string_view> const& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Nested const* nested_named(Shape const& shape, std::string_view name) {
  auto const found = std::find_if(shape.nested.begin(), shape.nested.end(),
                                  [&](auto const& one) { return one.name == name; });
  return found == shape.nested.end() ? nullptr : &*found;
}

Reply invalid(std::string const& what) { return bad_request("InvalidFields", what); }

// "a,b{c,d},e" at its outer commas. None: the braces do not fit, or are two deep.
std::optional<std::vector<std::string>> split(std::string_view text) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (char const c : text) {
    depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    if (depth < 0 || depth > 1) return std::nullopt;
    if (c == ',' && depth == 0)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return depth == 0 ? std::optional(parts) : std::nullopt;
}

std::optional<Selected> selected(std::string const& part) {
  auto const brace = part.find('{');
  Selected out{part.substr(0, brace), {}};
  if (brace == std::string::npos) return out;
  if (part.back() != '}') return std::nullopt;
  auto const inner = split(std::string_view(part).substr(brace + 1, part.size() - brace - 2));
  if (!inner) return std::nullopt;
  out.inner = *inner;
  return out;
}

// What is wrong with a selection; empty: nothing.
std::string fault_of(Selected const& one, Shape const& shape) {
  auto const* nested = nested_named(shape, one.name);
  if (!nested) {
    bool const good = knows(shape.plain, one.name) && one.inner.empty();
    return good ? "" : one.name + " is not a valid field";
  }
  for (auto const& name : one.inner)
    if (!knows(nested->shape->plain, name) && !nested_named(*nested->shape, name))
      return one.name + "{" + name + "} is not a valid field";
  return "";
}

json::value plain(json::object const& record, std::string_view name) {
  auto const* value = record.if_contains(name);
  return value ? *value : json::value(nullptr);
}

json::object only(json::object const& record, std::vector<std::string> const& names) {
  json::object out;
  for (auto const& name : names) out[name] = plain(record, name);
  return out;
}

// The record or records of `nested` in `record`.
json::value resolved(Firm const& firm, Nested const& nested, json::object const& record) {
  if (!nested.table) {
    auto const value = plain(record, nested.name);
    return value.is_null() && nested.shape != &account ? json::value(json::array()) : value;
  }
  auto const& table = firm.*nested.table;
  if (nested.points_back.empty()) {
    auto const id = plain(record, std::string(nested.name) + "_id");
    auto const found = id.is_int64() ? table.find(id.get_int64()) : table.end();
    return found == table.end() ? json::value(nullptr) : json::value(found->second);
  }
  json::array rows;
  for (auto const& [id, row] : table)
    if (plain(row, nested.points_back) == record.at("id")) rows.push_back(row);
  return rows;
}

json::object shown_inside(Firm const& firm, Nested const& nested, json::object const& row,
                          std::vector<std::string> const& names) {
  if (names.empty()) return only(row, {"id", "etag"});
  json::object out;
  for (auto const& name : names) {
    auto const* inner = nested_named(*nested.shape, name);
    auto value = inner ? resolved(firm, *inner, row) : plain(row, name);
    if (inner && value.is_object()) value = only(value.get_object(), {"id", "etag"});
    if (inner && value.is_array())
      for (auto& one : value.get_array()) one = only(one.get_object(), {"id", "etag"});
    out[name] = std::move(value);
  }
  return out;
}

}  // namespace

Shape const& user_shape() {
  static Shape const shape{{"id", "etag", "name", "first_name", "last_name", "email", "enabled", "time_zone",
                            "created_at", "updated_at"},
                           {{"account", &account, nullptr, ""}}};
  return shape;
}

Shape const& contact_shape() {
  static Shape const shape{
      {"id", "etag", "type", "name", "first_name", "last_name", "title", "prefix", "is_client", "created_at",
       "updated_at", "primary_email_address", "primary_phone_number"},
      {{"phone_numbers", &phone, nullptr, ""},
       {"email_addresses", &email, nullptr, ""},
       {"company", &shape, &Firm::contacts, ""}}};
  return shape;
}

Shape const& matter_shape() {
  static Shape const shape{
      {"id", "etag", "display_number", "description", "status", "open_date", "created_at", "updated_at"},
      {{"client", &contact_shape(), &Firm::contacts, ""},
       {"relationships", &relationship_shape(), &Firm::relationships, "matter_id"}}};
  return shape;
}

// Without its nested ones inside others: a relationship in a matter in a relationship is never asked.
Shape const& relationship_shape() {
  static Shape const bare_matter{{"id", "etag", "display_number", "description", "status"}, {}};
  static Shape const shape{
      {"id", "etag", "description", "created_at", "updated_at"},
      {{"contact", &contact_shape(), &Firm::contacts, ""}, {"matter", &bare_matter, &Firm::matters, ""}}};
  return shape;
}

Shape const& activity_shape() {
  static Shape const shape{
      {"id", "etag", "type", "date", "quantity", "note", "non_billable", "billed", "created_at",
       "updated_at"},
      {{"matter", &matter_shape(), &Firm::matters, ""}, {"user", &user_shape(), &Firm::users, ""}}};
  return shape;
}

Shape const& communication_shape() {
  static Shape const shape{
      {"id", "etag", "type", "subject", "body", "received_at", "created_at", "updated_at"},
      {{"user", &user_shape(), &Firm::users, ""},
       {"matter", &matter_shape(), &Firm::matters, ""},
       {"senders", &participant, nullptr, ""},
       {"receivers", &participant, nullptr, ""},
       {"external_properties", &property, nullptr, ""},
       {"time_entries", &activity_shape(), &Firm::activities, "communication_id"}}};
  return shape;
}

Shape const& document_shape() {
  static Shape const version{{"id", "etag", "uuid", "put_url", "put_headers", "fully_uploaded"}, {}};
  static Shape const shape{
      {"id", "etag", "name", "content_type", "received_at", "created_at", "updated_at"},
      {{"latest_document_version", &version, nullptr, ""}, {"external_properties", &property, nullptr, ""}}};
  return shape;
}

Shape const& task_shape() {
  static Shape const shape{
      {"id", "etag", "name", "description", "status", "priority", "due_at", "permission", "created_at",
       "updated_at"},
      {{"assignee", &participant, nullptr, ""}, {"matter", &matter_shape(), &Firm::matters, ""}}};
  return shape;
}

Selection selection_of(crm::HttpExchangeRequest const& request, Shape const& shape) {
  auto const parts = split(request.parameter("fields").value_or("id,etag"));
  if (!parts) return {{}, invalid("Nested fields deeper than one level are not supported")};
  Selection out;
  for (auto const& part : *parts) {
    auto one = selected(part);
    auto const fault = one ? fault_of(*one, shape) : part + " is not a valid field";
    if (!fault.empty()) return {{}, invalid(fault)};
    out.names.push_back(*std::move(one));
  }
  return out;
}

json::object shown(Firm const& firm, Shape const& shape, json::object const& record,
                   Selection const& selection) {
  json::object out;
  for (auto const& one : selection.names) {
    auto const* nested = nested_named(shape, one.name);
    if (!nested) {
      out[one.name] = plain(record, one.name);
      continue;
    }
    auto value = resolved(firm, *nested, record);
    if (value.is_object()) value = shown_inside(firm, *nested, value.get_object(), one.inner);
    if (value.is_array())
      for (auto& row : value.get_array()) row = shown_inside(firm, *nested, row.get_object(), one.inner);
    out[one.name] = std::move(value);
  }
  return out;
}

}  // namespace patchbay::sim::clio
