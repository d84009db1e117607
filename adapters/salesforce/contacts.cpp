// Finding and creating contacts, leads and accounts. A lookup is one SOSL search for all three.
#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <sstream>

#include "contact.hpp"
#include "salesforce.hpp"
#include "task.hpp"

namespace patchbay::salesforce {
namespace {

constexpr std::size_t most_of_a_kind = 50;

Request searching(std::string const& words, char const* group, bool no_leads, bool few_fields) {
  std::string returned;
  for (auto const& kind : kinds) {
    if (no_leads && kind.prefix == leads) continue;
    returned += (returned.empty() ? "" : ",") + std::string(kind.type) + "(" +
                (few_fields ? kind.fewest : kind.fields) + (*kind.condition ? " WHERE " : "") +
                kind.condition + " LIMIT " + std::to_string(most_of_a_kind) + ")";
  }
  return get(rest("/search/"))
      .query("q", "FIND {" + words + "} IN " + group + " FIELDS RETURNING " + returned);
}

Result<ContactPage> search(Http& http, Scope const& scope, std::string const& words, char const* group) {
  auto reply = http.send(searching(words, group, false, false));
  if (lacks_object(reply) || lacks_field(reply))
    reply = http.send(searching(words, group, lacks_object(reply), lacks_field(reply)));
  auto const answer = document(reply);
  if (!answer) return answer.error();
  ContactPage found;
  std::map<std::string, std::size_t> many;
  for (auto const& row : list(*answer, "searchRecords")) {
    found.contacts.push_back(contact_from(row));
    if (++many[found.contacts.back().type] >= most_of_a_kind) found.truncated = true;
  }
  auto page = with_related(http, std::move(found));
  if (!page) return page;
  auto const outcomes = outcomes_of(scope);
  for (auto& contact : page->contacts)
    contact.related.insert(contact.related.end(), outcomes.begin(), outcomes.end());
  return page;
}

// Salesforce takes no search for one letter alone.
bool tells_enough(std::string_view words) {
  auto const begins = [](unsigned char c) {
    return std::isalnum(c) || c >= 0xC0;
  };  // a letter, a digit, UTF-8
  return std::count_if(words.begin(), words.end(), begins) > 1;
}

// The name's words as beginnings, all of which must be there but initials and signs; or the name as a phrase.
std::string name_words(std::string const& name) {
  std::string out;
  std::istringstream words(name);
  for (std::string word; words >> word;)
    if (tells_enough(word)) out += (out.empty() ? "" : " AND ") + search_word(word) + "*";
  return out.empty() ? "\"" + search_word(name) + "\"" : out;
}

void set(json::object& fields, char const* name, std::string const& value) {
  if (!value.empty()) fields[name] = value;
}

}  // namespace

Contact contact_from(json::value const& row) {
  Contact contact;
  contact.id = text(row, "Id");
  for (auto const& kind : kinds)
    if (contact.id.starts_with(kind.prefix)) contact.type = kind.type;
  contact.name = text(row, "Name");
  constexpr std::pair<char const*, char const*> phones[] = {
      {"Phone", "phone"}, {"MobilePhone", "mobile"}, {"HomePhone", "home"}, {"OtherPhone", "other"}};
  for (auto const& [field, label] : phones)
    if (auto number = text(row, field); !number.empty()) contact.phones.push_back({std::move(number), label});
  auto const account = text(row, "Account.Name");
  contact.organization = account.empty() ? text(row, "Company") : account;
  contact.organization_id = text(row, "AccountId");
  contact.title = text(row, "Title");
  contact.email = text(row, "Email");
  contact.owner_id = text(row, "OwnerId");
  contact.owner_name = text(row, "Owner.Name");
  if (auto const made = parse_iso8601(text(row, "CreatedDate"))) contact.created_at = iso8601(*made);
  contact.last_activity_at = text(row, "LastActivityDate");
  return contact;
}

Result<ContactPage> find_contacts(Http& http, ContactQuery const& query) {
  // With and without the country code and the zero before the area code: Salesforce compares whole numbers,
  // digit by digit. Of the spellings of masks nothing counts but the digits.
  auto const national = digits_in(query.national);
  std::set<std::string> numbers{national, digits_in(query.e164), national.size() > 1 ? "0" + national : ""};
  for (auto const& format : query.formats) numbers.insert(digits_in(format));
  std::string words;
  for (auto const& number : numbers)
    if (number.size() > 1) words += (words.empty() ? "" : " OR ") + number;
  if (words.empty()) return invalid_field("phoneNumber", "has too few digits");
  return search(http, query.scope, words, "PHONE");
}

Result<ContactPage> search_contacts(Http& http, NameQuery const& query) {
  auto const name = trimmed(query.name);
  if (!tells_enough(name)) return invalid_field("name", "must have two letters or digits");
  return search(http, query.scope, name_words(name), "NAME");
}

Result<Contact> create_contact(Http& http, NewContact const& wish) {
  auto const name = trimmed(wish.name);
  if (name.empty()) return invalid_field("newContactName", "is empty");
  auto const kind =
      std::find_if(kinds.begin(), kinds.end(), [&](Kind const& one) { return one.type == wish.type; });
  if (kind == kinds.end()) return invalid_field("newContactType", "is no type of Salesforce");
  json::object fields;
  if (kind->prefix == accounts) {
    fields["Name"] = name;
  } else {
    auto const [first, last] = split_name(name);
    set(fields, "FirstName", first);
    fields["LastName"] = last;
    for (auto const* more : {"Company", "Email", "Title"})
      if (more != std::string_view("Company") || kind->prefix == leads)
        set(fields, more, trimmed(text(wish.additional, more)));
  }
  if (kind->prefix == leads && !fields.contains("Company"))
    return invalid_field("Company", "is empty: Salesforce demands it of a lead");
  set(fields, "Phone", wish.e164);
  auto const id = created(http.send(post(rest("/sobjects/") + kind->type).json(fields)));
  if (!id) return id.error();
  fields["Id"] = *id;
  fields["Name"] = name;
  return contact_from(std::move(fields));
}

}  // namespace patchbay::salesforce
