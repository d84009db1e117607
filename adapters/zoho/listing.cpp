// All contacts, leads and accounts, or those that changed: one module after the other, each by ascending id,
// 2,000 at a time, for which Zoho's query language takes 3 credits and its lists 10.
#include <algorithm>

#include "answer.hpp"
#include "contact.hpp"
#include "zoho.hpp"

namespace patchbay::zoho {
namespace {

constexpr std::size_t most_rows = 2000;

// "Leads 4876876000000300001": the module, and the last id of it that was told.
struct Place {
  std::string module = contacts;
  std::string last = "0";

  static std::optional<Place> from(std::string const& cursor) {
    if (cursor.empty()) return Place{};
    auto const space = std::min(cursor.find(' '), cursor.size());
    Place place{cursor.substr(0, space), space < cursor.size() ? cursor.substr(space + 1) : "0"};
    bool const known = place.module == contacts || place.module == leads || place.module == accounts;
    return known && is_number(place.last) ? std::optional(place) : std::nullopt;
  }
  std::string next_module() const { return module == contacts ? leads : module == leads ? accounts : ""; }
};

Request asking(Place const& place, std::optional<UtcTime> since, bool few_fields) {
  auto fields = fields_of(place.module);
  if (place.module == contacts) fields += ",Account_Name.Account_Name";
  if (few_fields)
    fields = place.module == accounts ? "Account_Name,Phone" : "First_Name,Last_Name,Phone,Mobile";
  auto where = "id > '" + place.last + "'";
  if (since) where = "(" + where + " and Modified_Time >= '" + with_offset(*since) + "')";
  json::object const body{{"select_query", "select " + fields + " from " + place.module + " where " + where +
                                               " order by id asc limit 0, " + std::to_string(most_rows)}};
  return post(path_of("coql")).json(body).repeatable();
}

// A page of changes begins with what was deleted since.
std::vector<Request> requests_for(Place const& place, std::optional<UtcTime> since) {
  std::vector<Request> requests{asking(place, since, false)};
  if (since && place.last == "0")
    requests.push_back(get(path_of(place.module) + "/deleted")
                           .query("type", "all")
                           .query("per_page", "200")
                           .header("If-Modified-Since", with_offset(*since)));
  return requests;
}

Contact listed(json::value const& row, std::string const& module) {
  auto contact = contact_from(row, module);
  auto const* through_lookup = row.as_object().if_contains("Account_Name.Account_Name");
  if (through_lookup && contact.organization.empty())
    contact.organization = as<std::string>(*through_lookup).value_or("");
  return contact;
}

}  // namespace

Result<ContactListPage> list_contacts(Http& http, ContactListQuery const& wish) {
  auto const place = Place::from(wish.cursor);
  if (!place) return invalid_field("cursor", "is none of this adapter's");
  auto const replies = http.send_all(requests_for(*place, wish.changed_since));
  auto answer = document(replies[0]);
  // An account may lack some of the fields.
  if (answer.has_error() && answer.error().status == PATCHBAY_INVALID_PARAMS)
    answer = document(http.send(asking(*place, wish.changed_since, true)));
  if (answer.has_error() && can_do_without(answer.error())) answer = json::value();
  if (!answer) return answer.error();
  ContactListPage page;
  auto const& rows = list(*answer, "data");
  for (auto const& row : rows)
    if (row.is_object()) page.contacts.push_back(listed(row, place->module));
  auto const deleted = replies.size() > 1 ? document(replies[1]) : Result<json::value>(json::value());
  if (deleted)
    for (auto const& row : list(*deleted, "data")) page.deleted.push_back({text(row, "id"), place->module});
  page.cursor =
      rows.size() < most_rows ? place->next_module() : place->module + " " + text(rows.back(), "id");
  return page;
}

}  // namespace patchbay::zoho
