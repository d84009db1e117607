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

Result<HttpExchangeResponse> list_contacts(ApiCall const& call) {
  auto const limit = limit_of(call.request);
  if (!limit) return limit.error();
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

Result<HttpExchangeResponse> create_contact(ApiCall const& call) {
  auto fields = read_new(call.request.body, contact_fields);
  if (!fields) return fields.error();
  auto const* organization = fields->if_contains("organization_id");
  if (organization && organization->is_int64() &&
      !call.database.row("SELECT id FROM organizations WHERE id = ?", {*organization})) {
    return unprocessable("organization_id", "is no organization");
  }
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
    {"GET", "users/me", get_me},          {"GET", "contacts", list_contacts},
    {"POST", "contacts", create_contact}, {"GET", "contacts/#", get_contact},
    {"GET", "deals", list_deals},         {"GET", "deals/#", get_deal},
};

}  // namespace

std::span<Route const> contact_routes() { return routes; }

}  // namespace patchbay::crm
