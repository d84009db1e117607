// Users, contacts and deals in the API.
#include "crm/api.hpp"
#include "crm/contacts.hpp"
#include "crm/fields.hpp"

namespace patchbay::crm {

namespace {

constexpr std::size_t fewest_digits = 4;

constexpr Field contact_fields[] = {
    {"name", Field::text, true},
    {"type", Field::word, false, "customer|lead"},
    {"title"},
    {"email"},
    {"organization_id", Field::id},
    {"phones", Field::phones},
};

Result<HttpExchangeResponse> get_me(ApiCall const& call) {
  auto me = call.database.rows("SELECT id, name, email, time_zone FROM users ORDER BY id LIMIT 1").front();
  me["crm_url"] = "http://" + call.request.header("Host");  // where the pages are
  return json_response(200, me);
}

// A time in the query; empty where it is absent.
Result<std::string> time_of(HttpExchangeRequest const& request, char const* name) {
  auto const text = request.parameter(name);
  if (!text) return std::string();
  if (!is_iso_time(*text)) return bad_field(name, "must be a time such as 2026-11-21T09:14:00Z");
  return *text;
}

// For who follows the contacts: in the order of their ids, so that none is missed while others come and go.
Result<HttpExchangeResponse> follow_contacts(ApiCall const& call, int limit) {
  auto const after = whole_number<Id>(call.request.parameter("after").value_or("0"));
  if (!after) return bad_field("after", "must be the id of a contact");
  auto const since = time_of(call.request, "changed_since");
  if (!since) return since.error();
  return list_response(contacts_in_order(call.database, *after, *since, limit + 1), limit);
}

Result<HttpExchangeResponse> list_contacts(ApiCall const& call) {
  auto const limit = limit_of(call.request);
  if (!limit) return limit.error();
  if (call.request.parameter("after") || call.request.parameter("changed_since")) {
    return follow_contacts(call, *limit);
  }
  auto const phone = call.request.parameter("phone");
  auto const name = call.request.parameter("name");
  if (phone && name) return bad_field("name", "cannot be combined with 'phone'");
  if (!phone) return list_response(contacts_by_name(call.database, name.value_or(""), *limit + 1), *limit);
  auto const digits = digits_of(*phone);
  if (digits.size() < fewest_digits) return bad_field("phone", "needs at least four digits");
  return list_response(contacts_by_digits(call.database, digits, *limit + 1), *limit);
}

Result<HttpExchangeResponse> contact_response(int status, Database& database, Id id) {
  auto const found = contact(database, id);
  if (!found) return no_such("contact");
  return json_response(status, *found);
}

Result<HttpExchangeResponse> get_contact(ApiCall const& call) {
  return contact_response(200, call.database, call.id);
}

// Not paged: an id and a type each.
Result<HttpExchangeResponse> list_deleted_contacts(ApiCall const& call) {
  auto const since = time_of(call.request, "since");
  if (!since) return since.error();
  auto rows = call.database.rows("SELECT * FROM deleted_contacts WHERE deleted_at >= ? ORDER BY id",
                                 {json::value(*since)});
  auto const all = static_cast<int>(rows.size());
  return list_response(std::move(rows), all);
}

std::optional<Problem> wrong_organization(Database& database, json::object const& fields) {
  auto const* organization = fields.if_contains("organization_id");
  if (!organization || !organization->is_int64()) return std::nullopt;
  if (database.row("SELECT id FROM organizations WHERE id = ?", {*organization})) return std::nullopt;
  return unprocessable("organization_id", "is no organization");
}

Result<HttpExchangeResponse> change_contact(ApiCall const& call) {
  if (!contact(call.database, call.id)) return no_such("contact");
  auto fields = read_change(call.request.body, contact_fields);
  if (!fields) return fields.error();
  if (auto const wrong = wrong_organization(call.database, *fields)) return *wrong;
  crm::change_contact(call.database, call.id, std::move(*fields), iso_time(call.now));
  return contact_response(200, call.database, call.id);
}

Result<HttpExchangeResponse> delete_contact(ApiCall const& call) {
  if (!contact(call.database, call.id)) return no_such("contact");
  crm::delete_contact(call.database, call.id, iso_time(call.now));
  return HttpExchangeResponse{.status = 204};
}

Result<HttpExchangeResponse> create_contact(ApiCall const& call) {
  auto fields = read_new(call.request.body, contact_fields);
  if (!fields) return fields.error();
  if (auto const wrong = wrong_organization(call.database, *fields)) return *wrong;
  auto const id = add_contact(call.database, std::move(*fields), iso_time(call.now));
  return contact_response(201, call.database, id);
}

Result<HttpExchangeResponse> list_deals(ApiCall const& call) {
  auto const limit = limit_of(call.request);
  if (!limit) return limit.error();
  auto const contact = call.request.parameter("contact_id");
  auto const status = call.request.parameter("status");
  return list_response(
      call.database.rows("SELECT * FROM deals WHERE (?1 IS NULL OR contact_id = CAST(?1 AS INTEGER)) "
                         "AND (?2 IS NULL OR status = ?2) ORDER BY id LIMIT ?3",
                         {contact ? json::value(*contact) : nullptr, status ? json::value(*status) : nullptr,
                          json::value(*limit + 1)}),
      *limit);
}

Result<HttpExchangeResponse> get_deal(ApiCall const& call) {
  auto const found = call.database.row("SELECT * FROM deals WHERE id = ?", {json::value(call.id)});
  if (!found) return no_such("deal");
  return json_response(200, *found);
}

constexpr Route routes[] = {
    {"GET", "users/me", get_me},
    {"GET", "contacts", list_contacts},
    {"POST", "contacts", create_contact},
    {"GET", "contacts/deleted", list_deleted_contacts},
    {"GET", "contacts/#", get_contact},
    {"PATCH", "contacts/#", change_contact},
    {"DELETE", "contacts/#", delete_contact},
    {"GET", "deals", list_deals},
    {"GET", "deals/#", get_deal},
};

}  // namespace

std::span<Route const> contact_routes() { return routes; }

}  // namespace patchbay::crm
