// Finding and creating contacts and companies. Companies are looked for where no contact is found: a search
// counts against five in a second for the whole account.
#include <algorithm>

#include "answer.hpp"
#include "contact.hpp"
#include "hubspot.hpp"
#include "outcomes.hpp"
#include "patchbay/words.hpp"

namespace patchbay::hubspot {
namespace {

// The digits that HubSpot compares: no country code, no leading zeros.
std::string searchable(ContactQuery const& query) {
  auto digits = digits_in(query.national.empty() ? query.e164 : query.national);
  return digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
}

json::object one_of(std::string_view property, json::array const& values) {
  return {{"propertyName", property}, {"operator", "IN"}, {"values", values}};
}

// Five groups are as many as HubSpot takes.
json::array phone_groups(ContactQuery const& query, std::string const& digits) {
  json::array spellings;
  if (!query.e164.empty()) spellings.emplace_back(query.e164);
  for (auto const& format : query.formats)
    if (!format.empty()) spellings.emplace_back(format);
  constexpr char phone[] = "hs_searchable_calculated_phone_number";
  constexpr char mobile[] = "hs_searchable_calculated_mobile_number";
  json::array groups{group({filter(phone, "EQ", digits)}),
                     group({filter(phone, "CONTAINS_TOKEN", "*" + digits)}),
                     group({filter(mobile, "CONTAINS_TOKEN", "*" + digits)})};
  if (spellings.empty()) return groups;
  groups.push_back(group({one_of("phone", spellings)}));
  groups.push_back(group({one_of("mobilephone", spellings)}));
  return groups;
}

Result<ContactPage> page_of(Http& http, Caller const& caller, Search const& search) {
  auto const answer = ask(http, searching(caller.type, caller.properties, search));
  if (!answer) return answer.error();
  return ContactPage{contacts_from(caller, *answer), !next_page(*answer).empty()};
}

// The second round: what belongs to the contacts, or, where there are none, the companies of these words; a
// company's own deals would take a third. Whoever it is, a call with them can be given an outcome.
Result<ContactPage> completed(Http& http, Scope const& scope, Result<ContactPage> found,
                              std::string const& words) {
  if (!found) return found;
  auto page = found->contacts.empty() ? page_of(http, companies, {{}, words}) : with_related(http, *found);
  // Without the permission for companies there are contacts only.
  if (found->contacts.empty() && page.has_error() && page.error().status == PATCHBAY_FORBIDDEN) return found;
  if (!page) return page;
  auto const outcomes = outcomes_of(scope);
  for (auto& contact : page->contacts)
    contact.related.insert(contact.related.end(), outcomes.begin(), outcomes.end());
  return page;
}

// The first of these properties that the record has.
std::string first_of(json::value const& record, std::initializer_list<std::string_view> names) {
  for (auto const name : names)
    if (auto value = property(record, name); !value.empty()) return value;
  return {};
}

// HubSpot's first and last name; a single word is a first name.
void set_name(json::object& properties, std::string const& name) {
  auto const [first, last] = split_name(name);
  properties["firstname"] = first.empty() ? last : first;
  if (!first.empty()) properties["lastname"] = last;
}

}  // namespace

// A company has no first name and a contact no domain, so one reading serves both.
Contact contact_from(Caller const& caller, json::value const& record) {
  Contact contact;
  contact.id = text(record, "id");
  contact.type = caller.contact_type;
  contact.name = trimmed(property(record, "firstname") + " " + property(record, "lastname"));
  if (contact.name.empty()) contact.name = first_of(record, {"name", "email", "domain"});
  contact.email = property(record, "email");
  contact.owner_id = property(record, "hubspot_owner_id");
  if (auto number = property(record, "phone"); !number.empty()) contact.phones.push_back({number, "phone"});
  if (auto number = property(record, "mobilephone"); !number.empty())
    contact.phones.push_back({number, "mobile"});
  contact.organization = property(record, "company");
  contact.organization_id = property(record, "associatedcompanyid");
  contact.title = property(record, "jobtitle");
  contact.created_at = property(record, "createdate");
  contact.last_activity_at = first_of(record, {"notes_last_updated", caller.modified});
  return contact;
}

std::vector<Contact> contacts_from(Caller const& caller, json::value const& answer) {
  std::vector<Contact> found;
  for (auto const& record : list(answer, "results"))
    if (!text(record, "id").empty()) found.push_back(contact_from(caller, record));
  return found;
}

json::object filter(std::string_view property, std::string_view op, std::string const& value) {
  return {{"propertyName", property}, {"operator", op}, {"value", value}};
}

json::object group(json::array filters) { return {{"filters", std::move(filters)}}; }

Request searching(std::string_view type, std::string_view properties, Search const& search) {
  json::array sorts;
  if (!search.sorted_by.empty())
    sorts.push_back(json::object{{"propertyName", search.sorted_by}, {"direction", "ASCENDING"}});
  json::object body{{"filterGroups", search.groups},
                    {"properties", names_in(properties)},
                    {"sorts", std::move(sorts)},
                    {"limit", search.limit},
                    {"after", "0"}};
  if (!search.words.empty()) body["query"] = search.words;
  return post(objects(type) + "/search").json(body).pays(1, "search").repeatable();
}

Result<ContactPage> find_contacts(Http& http, ContactQuery const& query) {
  auto const digits = searchable(query);
  if (digits.empty()) return invalid_field("phoneNumber", "has no digits");
  auto found = page_of(http, contacts, {phone_groups(query, digits), ""});
  // Not every account has the calculated numbers; the words of a search find phones as well.
  if (!found && found.error().status == PATCHBAY_INVALID_PARAMS)
    found = page_of(http, contacts, {{}, digits});
  return completed(http, query.scope, std::move(found), digits);
}

Result<ContactPage> search_contacts(Http& http, NameQuery const& query) {
  auto const name = trimmed(query.name);
  if (name.empty()) return invalid_field("name", "is empty");
  return completed(http, query.scope, page_of(http, contacts, {{}, name}), name);
}

Result<Contact> create_contact(Http& http, NewContact const& wish) {
  auto const name = trimmed(wish.name);
  if (name.empty()) return invalid_field("newContactName", "is empty");
  auto const& caller = wish.type == companies.contact_type ? companies : contacts;
  auto properties = owned_by(wish.scope);
  if (wish.type == companies.contact_type)
    properties["name"] = name;
  else
    set_name(properties, name);
  if (!wish.e164.empty()) properties["phone"] = wish.e164;
  auto const answer = created(
      http.send(post(objects(caller.type)).json(json::object{{"properties", std::move(properties)}})));
  if (!answer) return answer.error();
  return contact_from(caller, *answer);
}

}  // namespace patchbay::hubspot
