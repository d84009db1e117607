// Who is calling: contacts with their numbers and open deals.
#include "sandbox.hpp"

namespace sandbox {

namespace {

constexpr char path[] = "/api/v1/contacts";
constexpr char most[] = "100";            // contacts in one answer, as many as the CRM gives
constexpr std::size_t fewest_digits = 4;  // that the CRM searches for

// "Proposal · 12400 USD"
std::string description_of(json::value const& deal) {
  return text(deal, "stage") + " · " + text(deal, "amount") + " " + text(deal, "currency");
}

Result<Contact> contact_from(json::value const& record) {
  auto const id = required<std::string>(record, "id");
  if (!id) return id.error();
  Contact contact;
  contact.id = *id;
  contact.type = text(record, "type");
  contact.name = text(record, "name");
  contact.organization = text(record, "organization");
  contact.organization_id = text(record, "organization_id");
  contact.title = text(record, "title");
  contact.email = text(record, "email");
  contact.created_at = text(record, "created_at");
  contact.last_activity_at = text(record, "last_activity_at");
  for (auto const& phone : list(record, "phones")) {
    contact.phones.push_back({text(phone, "number"), text(phone, "label")});
  }
  for (auto const& deal : list(record, "deals")) {
    contact.related.push_back({"deal", text(deal, "id"), text(deal, "title"), description_of(deal)});
  }
  return contact;
}

Result<ContactPage> page(Http& http, Request request) {
  auto const answer = ask(http, std::move(request));
  if (!answer) return answer.error();
  ContactPage page;
  page.truncated = optional<bool>(*answer, "more").value_or(false);
  for (auto const& record : list(*answer, "items")) {
    auto contact = contact_from(record);
    if (!contact) return contact.error();
    page.contacts.push_back(*std::move(contact));
  }
  return page;
}

}  // namespace

// One request, deals included. The CRM compares digits from the right, so the national number finds
// "+1 (415) 555-0175" as well as "415-555-0175". For a CRM that compares texts, query.formats holds further
// spellings: one request each, all of them in one http.send_all.
Result<ContactPage> find_contacts(Http& http, ContactQuery const& query) {
  auto const& number = query.national.size() < fewest_digits ? query.e164 : query.national;
  return page(http, get(path).query("phone", number).query("limit", most));  // query() percent-encodes
}

Result<ContactPage> search_contacts(Http& http, NameQuery const& query) {
  return page(http, get(path).query("name", query.name).query("limit", most));
}

// Not .repeatable(): the CRM would make a second contact. When the answer is lost, the host says so and a
// person decides.
Result<Contact> create_contact(Http& http, NewContact const& wanted) {
  json::array const phones{json::object{{"number", wanted.e164}, {"label", "work"}}};
  auto const record = ask(
      http, post(path).json(json::object{{"name", wanted.name}, {"type", wanted.type}, {"phones", phones}}));
  if (!record) return record.error();
  return contact_from(*record);
}

}  // namespace sandbox
