// Finding persons and companies, with the matters whose client they are or that they have a part in, listing
// all of them, and creating them. Clio compares to the letter what people typed, so a number is looked for by
// its last four digits, which stand together in nearly every spelling, and the hits are compared here.
#include <algorithm>

#include "answer.hpp"
#include "clio.hpp"
#include "patchbay/words.hpp"

namespace patchbay::clio {
namespace {

constexpr std::size_t tail_digits = 4;
constexpr std::size_t local_digits = 7;  // a number without its area code
constexpr char contact_fields[] =
    "id,type,name,title,primary_email_address,created_at,updated_at,company{id,name},phone_numbers{name,"
    "number,primary}";
constexpr std::size_t most_asked_for = 10;
constexpr char matter_fields[] = "id,display_number,description,status";
constexpr char relationship_fields[] = "id,description,matter{id,display_number,description,status}";

Contact contact_from(json::value const& record) {
  Contact contact;
  contact.id = text(record, "id");
  contact.type = text(record, "type") == "Company" ? "company" : "person";
  contact.name = text(record, "name");
  for (auto const& phone : list(record, "phone_numbers"))
    contact.phones.push_back({text(phone, "number"), text(phone, "name")});
  contact.organization = text(record, "company.name");
  contact.organization_id = text(record, "company.id");
  contact.title = text(record, "title");
  contact.email = text(record, "primary_email_address");
  contact.created_at = text(record, "created_at");
  contact.last_activity_at = text(record, "updated_at");
  return contact;
}

Request searching(std::string const& query) { return listing("contacts", "query", query, contact_fields); }

std::string national_digits(ContactQuery const& query) {
  return query.national.empty() ? digits_in(query.e164) : query.national;
}

// Whether `written` may be the number, its extension aside. The host looks closer; here it is about not
// asking for the matters of strangers.
bool may_be(ContactQuery const& query, std::string const& written) {
  auto const main = digits_in(std::string_view(written).substr(0, written.find_first_of("xXeE#,;/")));
  auto const national = national_digits(query);
  if (written.find('+') < written.find_first_of("0123456789"))
    return main.starts_with(query.country_code) && main.ends_with(national);
  return main.ends_with(national) || (main.size() >= local_digits && national.ends_with(main));
}

// The contacts of all answers, each once.
Result<ContactPage> collected(std::vector<Result<Response>> const& replies) {
  ContactPage page;
  for (auto const& reply : replies) {
    auto const answer = document(reply);
    if (!answer) return answer.error();
    for (auto const& record : list(*answer, "data")) {
      auto contact = contact_from(record);
      auto const same = [&](Contact const& other) { return other.id == contact.id; };
      if (contact.id.empty() || std::any_of(page.contacts.begin(), page.contacts.end(), same)) continue;
      page.contacts.push_back(std::move(contact));
    }
    if (goes_on(*answer)) page.truncated = true;
  }
  return page;
}

// Those of them that have the number.
Result<ContactPage> collected(std::vector<Result<Response>> const& replies, ContactQuery const& query) {
  auto page = collected(replies);
  auto const matches = [&](Phone const& phone) { return may_be(query, phone.number); };
  if (page)
    std::erase_if(page->contacts, [&](Contact const& contact) {
      return std::none_of(contact.phones.begin(), contact.phones.end(), matches);
    });
  return page;
}

bool closed(json::value const& matter) {
  auto const status = text(matter, "status");
  return status == "Closed" || status == "closed";
}

// `part`: what the contact is in the matter, where it is not the client.
void add(Contact& contact, json::value const& matter, std::string const& part) {
  auto const id = text(matter, "id");
  auto& related = contact.related;
  bool const known =
      std::any_of(related.begin(), related.end(), [&](auto const& one) { return one.id == id; });
  if (id.empty() || known || closed(matter)) return;
  related.push_back(
      {"matter", id, text(matter, "display_number"), joined({text(matter, "description"), part}, " - ")});
}

// What the answer to one request brings: matters, or relationships, of which some have none.
void take(ContactPage& page, Contact& contact, json::value const& answer) {
  for (auto const& row : list(answer, "data")) {
    auto const* matter = find(row, "matter");
    add(contact, matter ? *matter : row, matter ? text(row, "description") : "");
  }
  if (goes_on(answer)) page.truncated = true;
}

// The second round of a lookup: two requests for each contact, all at the same time. Closed matters are left
// out, and so is what the app has no permission for. Of more than ten contacts only the first ten are asked
// about: a minute has fifty requests. A search that failed is handed on.
Result<ContactPage> with_matters(Http& http, Result<ContactPage> page) {
  auto const asked = page ? std::min(page->contacts.size(), most_asked_for) : 0;
  if (asked == 0) return page;
  if (asked < page->contacts.size()) page->truncated = true;
  std::vector<Request> requests;
  for (std::size_t i = 0; i < asked; ++i) {
    auto const& id = page->contacts[i].id;
    requests.push_back(listing("matters", "client_id", id, matter_fields).query("status", "open,pending"));
    requests.push_back(listing("relationships", "contact_id", id, relationship_fields));
  }
  auto const replies = http.send_all(std::move(requests));
  for (std::size_t i = 0; i < replies.size(); ++i) {
    auto const answer = document(replies[i]);
    if (answer.has_error() && answer.error().status == PATCHBAY_FORBIDDEN) continue;
    if (!answer) return answer.error();
    take(*page, page->contacts[i / 2], *answer);
  }
  return page;
}

}  // namespace

Result<ContactPage> find_contacts(Http& http, ContactQuery const& query) {
  auto const number = national_digits(query);
  if (number.empty()) return invalid_field("phoneNumber", "has no digits");
  std::vector<Request> requests{
      searching(number.substr(number.size() - std::min(number.size(), tail_digits)))};
  for (auto const& format : query.formats) requests.push_back(searching(format));
  auto page = collected(http.send_all(std::move(requests)), query);
  // Nobody: perhaps Clio does not search inside of numbers, or there was a page too much. The whole number is
  // the other try.
  if (page && page->contacts.empty() && !query.e164.empty())
    page = collected({http.send(searching(query.e164))}, query);
  return with_matters(http, std::move(page));
}

Result<ContactPage> search_contacts(Http& http, NameQuery const& query) {
  auto const name = trimmed(query.name);
  if (name.empty()) return invalid_field("name", "is empty");
  return with_matters(http, collected({http.send(searching(name))}));
}

// In the order of ids, in which the pages go on for ever; in any other they end with 10,000 contacts. The
// cursor is the next page's address.
Result<ContactListPage> list_contacts(Http& http, ContactListQuery const& query) {
  auto request =
      query.cursor.empty() ? listing("contacts", "order", "id(asc)", contact_fields) : get(query.cursor);
  if (query.cursor.empty() && query.changed_since)
    request.query("updated_since", iso8601(*query.changed_since));
  auto const answer = document(http.send(request.pays(1, "directory")));
  if (!answer) return answer.error();
  ContactListPage page;
  for (auto const& record : list(*answer, "data"))
    if (auto contact = contact_from(record); !contact.id.empty()) page.contacts.push_back(std::move(contact));
  auto next = next_page(*answer);
  if (!next) return next.error();
  page.cursor = *std::move(next);
  return page;
}

Result<Contact> create_contact(Http& http, NewContact const& wish) {
  auto const [first, last] = split_name(wish.name);
  if (last.empty()) return invalid_field("newContactName", "is empty");
  bool const company = wish.type == "company";
  json::object record{{"type", company ? "Company" : "Person"}};
  if (company) record["name"] = trimmed(wish.name);
  if (!company) record["last_name"] = last;
  if (!company && !first.empty()) record["first_name"] = first;
  if (!wish.e164.empty())
    record["phone_numbers"] =
        json::array{json::object{{"name", "Work"}, {"number", wish.e164}, {"default_number", true}}};
  auto const made = created(http.send(making("contacts", record, contact_fields)));
  if (!made) return made.error();
  return contact_from(*made);
}

}  // namespace patchbay::clio
