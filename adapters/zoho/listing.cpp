// All contacts, leads and accounts, or those that changed: one module after the other, each by ascending id,
// 2,000 at a time, for which Zoho's query language takes 3 credits and its lists 10.
#include "answer.hpp"
#include "contact.hpp"
#include "zoho.hpp"

namespace patchbay::zoho {
namespace {

constexpr std::size_t most_rows = 2000;

// "Leads 4876876000000300001": the module, and the last id of it that was told.
struct Place {
  Module const* module;
  std::string last;
};

std::optional<Place> place_at(std::string const& cursor) {
  auto const space = cursor.find(' ');
  Place place{cursor.empty() ? modules : module_named(cursor.substr(0, space)),
              space == std::string::npos ? "0" : cursor.substr(space + 1)};
  return place.module && is_number(place.last) ? std::optional(place) : std::nullopt;
}

std::string cursor_after(Place const& place, json::array const& rows) {
  if (rows.size() >= most_rows) return place.module->name + (" " + text(rows.back(), "id"));
  return place.module + 1 == std::end(modules) ? "" : place.module[1].name;
}

Request asking(Place const& place, std::optional<UtcTime> since, bool few_fields) {
  std::string fields = few_fields ? place.module->fewest : place.module->fields;
  if (!few_fields && place.module == module_named(contacts)) fields += ",Account_Name.Account_Name";
  auto where = "id > '" + place.last + "'";
  if (since) where = "(" + where + " and Modified_Time >= '" + with_offset(*since) + "')";
  return query("select " + fields + " from " + place.module->name + " where " + where +
               " order by id asc limit 0, " + std::to_string(most_rows));
}

// A page of changes begins with what was deleted since.
std::vector<Request> requests_for(Place const& place, std::optional<UtcTime> since) {
  std::vector<Request> requests{asking(place, since, false)};
  if (since && place.last == "0")
    requests.push_back(get(path_of(place.module->name) + "/deleted")
                           .query("type", "all")
                           .query("per_page", "200")
                           .header("If-Modified-Since", with_offset(*since)));
  return requests;
}

Contact listed(json::value const& row, char const* module) {
  auto contact = contact_from(row, module);
  auto const* through_lookup = row.as_object().if_contains("Account_Name.Account_Name");
  if (through_lookup && contact.organization.empty())
    contact.organization = as<std::string>(*through_lookup).value_or("");
  return contact;
}

}  // namespace

Result<ContactListPage> list_contacts(Http& http, ContactListQuery const& wish) {
  auto const place = place_at(wish.cursor);
  if (!place) return invalid_field("cursor", "is none of this adapter's");
  auto const replies = http.send_all(requests_for(*place, wish.changed_since));
  auto answer = document(replies[0]);
  // An account may lack some of the fields.
  if (lacks_field(answer)) answer = document(http.send(asking(*place, wish.changed_since, true)));
  if (lacks_module(answer)) answer = json::value();
  if (!answer) return answer.error();
  ContactListPage page;
  auto const& rows = list(*answer, "data");
  page.cursor = cursor_after(*place, rows);
  for (auto const& row : rows)
    if (row.is_object()) page.contacts.push_back(listed(row, place->module->name));
  if (replies.size() > 1)
    for (auto const& row : items(document(replies[1]), "data"))
      page.deleted.push_back({text(row, "id"), place->module->name});
  return page;
}

}  // namespace patchbay::zoho
