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

std::string property(json::value const& record, std::string const& name) {
  return text(record, "properties." + name);
}

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
  json::array groups;
  groups.push_back(group({filter("hs_searchable_calculated_phone_number", "EQ", digits)}));
  groups.push_back(group({filter("hs_searchable_calculated_phone_number", "CONTAINS_TOKEN", "*" + digits)}));
  groups.push_back(group({filter("hs_searchable_calculated_mobile_number", "CONTAINS_TOKEN", "*" + digits)}));
  if (spellings.empty()) return groups;
  groups.push_back(group({one_of("phone", spellings)}));
  groups.push_back(group({one_of("mobilephone", spellings)}));
  return groups;
}

using Reader = Contact (*)(json::value const&);

Result<ContactPage> page_of(Result<Response> const& reply, Reader read) {
  auto const answer = document(reply);
  if (!answer) return answer.error();
  ContactPage page;
  for (auto const& record : list(*answer, "results")) page.contacts.push_back(read(record));
  page.truncated = !text(*answer, "paging.next.after").empty();
  return page;
}

Result<ContactPage> contacts_by(Http& http, Search search) {
  search.properties = contact_properties();
  return page_of(http.send(searching("contacts", search)), contact_from);
}

// The second round: what belongs to the contacts, or, where there are none, the companies of these words. A
// company's own deals would take a third.
Result<ContactPage> second_round(Http& http, ContactPage page, std::string const& words) {
  if (!page.contacts.empty()) return with_related(http, std::move(page));
  auto companies =
      page_of(http.send(searching("companies", {{}, words, company_properties()})), company_from);
  // Without the permission for companies there are contacts only.
  if (companies.has_error() && companies.error().status == PATCHBAY_FORBIDDEN) return page;
  return companies;
}

// Whoever it is, a call with them can be given an outcome.
Result<ContactPage> completed(Http& http, Scope const& scope, ContactPage found, std::string const& words) {
  auto page = second_round(http, std::move(found), words);
  if (!page) return page;
  auto const outcomes = outcomes_of(scope);
  for (auto& contact : page->contacts)
    contact.related.insert(contact.related.end(), outcomes.begin(), outcomes.end());
  return page;
}

// HubSpot's first and last name; a single word is a first name.
void set_name(json::object& properties, std::string const& name) {
  auto const [first, last] = split_name(name);
  properties["firstname"] = first.empty() ? last : first;
  if (!first.empty()) properties["lastname"] = last;
}

}  // namespace

std::vector<std::string_view> const& contact_properties() {
  static std::vector<std::string_view> const names{"firstname",
                                                   "lastname",
                                                   "email",
                                                   "phone",
                                                   "mobilephone",
                                                   "company",
                                                   "jobtitle",
                                                   "createdate",
                                                   "associatedcompanyid",
                                                   "notes_last_updated",
                                                   "lastmodifieddate"};
  return names;
}

std::vector<std::string_view> const& company_properties() {
  static std::vector<std::string_view> const names{
      "name", "phone", "domain", "createdate", "notes_last_updated", "hs_lastmodifieddate"};
  return names;
}

Contact contact_from(json::value const& record) {
  Contact contact;
  contact.id = text(record, "id");
  contact.type = "contact";
  contact.name = trimmed(property(record, "firstname") + " " + property(record, "lastname"));
  contact.email = property(record, "email");
  if (contact.name.empty()) contact.name = contact.email;
  if (auto number = property(record, "phone"); !number.empty()) contact.phones.push_back({number, "phone"});
  if (auto number = property(record, "mobilephone"); !number.empty())
    contact.phones.push_back({number, "mobile"});
  contact.organization = property(record, "company");
  contact.organization_id = property(record, "associatedcompanyid");
  contact.title = property(record, "jobtitle");
  contact.created_at = property(record, "createdate");
  contact.last_activity_at = property(record, "notes_last_updated");
  if (contact.last_activity_at.empty()) contact.last_activity_at = property(record, "lastmodifieddate");
  return contact;
}

Contact company_from(json::value const& record) {
  Contact company;
  company.id = text(record, "id");
  company.type = "company";
  company.name = property(record, "name");
  if (company.name.empty()) company.name = property(record, "domain");
  if (auto number = property(record, "phone"); !number.empty()) company.phones.push_back({number, "phone"});
  company.created_at = property(record, "createdate");
  company.last_activity_at = property(record, "notes_last_updated");
  if (company.last_activity_at.empty()) company.last_activity_at = property(record, "hs_lastmodifieddate");
  return company;
}

json::object filter(std::string_view property, std::string_view op, std::string const& value) {
  return {{"propertyName", property}, {"operator", op}, {"value", value}};
}

json::object group(json::array filters) { return {{"filters", std::move(filters)}}; }

Request searching(std::string_view type, Search const& search) {
  json::array names;
  for (auto const name : search.properties) names.emplace_back(name);
  json::array sorts;
  if (!search.sorted_by.empty()) {
    sorts.push_back(json::object{{"propertyName", search.sorted_by}, {"direction", "ASCENDING"}});
  }
  json::object body{{"filterGroups", search.groups},
                    {"properties", std::move(names)},
                    {"sorts", std::move(sorts)},
                    {"limit", search.limit},
                    {"after", "0"}};
  if (!search.words.empty()) body["query"] = search.words;
  return post(objects(type) + "/search").json(body).pays(1, "search").repeatable();
}

Result<ContactPage> find_contacts(Http& http, ContactQuery const& query) {
  auto const digits = searchable(query);
  if (digits.empty()) return invalid_field("phoneNumber", "has no digits");
  auto found = contacts_by(http, {phone_groups(query, digits), "", {}});
  // Not every account has the calculated numbers; the words of a search find phones as well.
  if (!found && found.error().status == PATCHBAY_INVALID_PARAMS) found = contacts_by(http, {{}, digits, {}});
  if (!found) return found;
  return completed(http, query.scope, *std::move(found), digits);
}

Result<ContactPage> search_contacts(Http& http, NameQuery const& query) {
  auto const name = trimmed(query.name);
  if (name.empty()) return invalid_field("name", "is empty");
  auto found = contacts_by(http, {{}, name, {}});
  if (!found) return found;
  return completed(http, query.scope, *std::move(found), name);
}

Result<Contact> create_contact(Http& http, NewContact const& wish) {
  auto const name = trimmed(wish.name);
  if (name.empty()) return invalid_field("newContactName", "is empty");
  bool const company = wish.type == "company";
  json::object properties;
  if (company)
    properties["name"] = name;
  else
    set_name(properties, name);
  if (!wish.e164.empty()) properties["phone"] = wish.e164;
  auto const owner = wish.scope.variables.find("user.owner_id");
  if (owner != wish.scope.variables.end() && !owner->second.empty())
    properties["hubspot_owner_id"] = owner->second;
  auto const target = objects(company ? "companies" : "contacts");
  auto const answer =
      created(http.send(post(target).json(json::object{{"properties", std::move(properties)}})));
  if (!answer) return answer.error();
  return company ? company_from(*answer) : contact_from(*answer);
}

}  // namespace patchbay::hubspot
