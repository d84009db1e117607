#include "contact.hpp"

#include <algorithm>

#include "answer.hpp"
#include "patchbay/words.hpp"

namespace patchbay::zoho {
namespace {

constexpr std::size_t most_ids = 100;  // in one list of a query

constexpr std::pair<char const*, char const*> phones[] = {{"Phone", "phone"},
                                                          {"Mobile", "mobile"},
                                                          {"Home_Phone", "home"},
                                                          {"Other_Phone", "other"},
                                                          {"Asst_Phone", "assistant"}};

std::string in_utc(std::string const& time) {
  auto const read = parse_iso8601(time);
  return read ? iso8601(*read) : "";
}

// 'O''Hara', the way of the query language.
std::string quoted(std::string const& text) {
  std::string out = "'";
  for (char const c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

// "Contact_Name in ('1', '2')", or nothing.
std::string one_of(ContactPage const& page, std::string_view type, std::string const& field) {
  std::vector<std::string> ids;
  for (auto const& contact : page.contacts)
    if (contact.type == type && ids.size() < most_ids) ids.push_back(quoted(contact.id));
  return ids.empty() ? "" : field + " in (" + joined(ids, ", ") + ")";
}

}  // namespace

Module const* module_named(std::string_view name) {
  auto const* const found = std::find_if(std::begin(modules), std::end(modules),
                                         [&](Module const& module) { return module.name == name; });
  return found == std::end(modules) ? nullptr : found;
}

Contact contact_from(json::value const& record, char const* module) {
  // What is called differently in the modules: each record has one of them.
  auto const either = [&](char const* one, char const* other) {
    auto const found = text(record, one);
    return found.empty() ? text(record, other) : found;
  };
  Contact contact;
  contact.id = text(record, "id");
  contact.type = module;
  contact.name = either("Full_Name", "Account_Name");
  if (contact.name.empty())
    contact.name = joined({text(record, "First_Name"), text(record, "Last_Name")}, " ");
  contact.email = text(record, "Email");
  contact.owner_id = text(record, "Owner.id");
  contact.owner_name = text(record, "Owner.name");
  for (auto const& [field, label] : phones)
    if (auto number = text(record, field); !number.empty()) contact.phones.push_back({number, label});
  contact.organization = either("Company", "Account_Name.name");
  contact.organization_id = text(record, "Account_Name.id");
  contact.title = either("Title", "Designation");
  contact.created_at = in_utc(text(record, "Created_Time"));
  contact.last_activity_at = in_utc(text(record, "Last_Activity_Time"));
  return contact;
}

std::vector<RelatedRecord> deals_from(json::value const& answer, Contact const* owner) {
  auto const* const field = owner && owner->type == accounts ? "Account_Name.id" : "Contact_Name.id";
  std::vector<RelatedRecord> deals;
  for (auto const& record : list(answer, "data")) {
    auto const stage = text(record, "Stage");
    if (stage.starts_with("Closed") || (owner && text(record, field) != owner->id)) continue;
    deals.push_back({"deal", text(record, "id"), text(record, "Deal_Name"), stage});
  }
  return deals;
}

Result<ContactPage> with_deals(Http& http, ContactPage page) {
  auto const people = one_of(page, contacts, "Contact_Name"), firms = one_of(page, accounts, "Account_Name");
  if (people.empty() && firms.empty()) return page;
  auto const where = people.empty() || firms.empty() ? people + firms : "(" + people + " or " + firms + ")";
  auto const answer =
      document(http.send(query("select Deal_Name, Stage, Contact_Name, Account_Name from Deals where " +
                               where + " order by Modified_Time desc limit 0, 200")));
  // Without deals, or without this field among them, the caller is found all the same.
  if (lacks_module(answer) || lacks_field(answer)) return page;
  if (!answer) return answer.error();
  for (auto& contact : page.contacts)
    if (contact.type != leads) contact.related = deals_from(*answer, &contact);
  page.truncated |= has_more(*answer);
  return page;
}

}  // namespace patchbay::zoho
