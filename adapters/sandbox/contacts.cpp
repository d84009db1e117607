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

Result<ContactPage> page_of(json::value const& answer) {
  ContactPage page;
  page.truncated = optional<bool>(answer, "more").value_or(false);
  for (auto const& record : list(answer, "items")) {
    auto contact = contact_from(record);
    if (!contact) return contact.error();
    page.contacts.push_back(*std::move(contact));
  }
  return page;
}

Result<ContactPage> page(Http& http, Request request) {
  auto const answer = ask(http, std::move(request));
  if (!answer) return answer.error();
  return page_of(*answer);
}

// What else the first page of a run over changes asks for.
Result<std::vector<ContactKey>> deleted_from(Response const& response) {
  auto const answer = document_of(response);
  if (!answer) return answer.error();
  std::vector<ContactKey> keys;
  for (auto const& record : list(*answer, "items")) keys.push_back({text(record, "id"), text(record, "type")});
  return keys;
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

// In the order of ids, so the cursor is the last one: who comes or goes meanwhile moves no other contact to another page. The
// first page of a run over changes also asks who was deleted, in the same round.
Result<ContactListPage> list_contacts(Http& http, ContactListQuery const& query) {
  auto request = get(path).query("after", query.cursor.empty() ? "0" : query.cursor).query("limit", most);
  if (query.changed_since) request.query("changed_since", iso8601(*query.changed_since));
  std::vector<Request> requests{std::move(request)};
  if (query.changed_since && query.cursor.empty()) {
    requests.push_back(get("/api/v1/contacts/deleted").query("since", iso8601(*query.changed_since)));
  }
  auto const responses = http.send_all(std::move(requests));
  for (auto const& response : responses) {
    if (!response) return response.error();
  }
  auto const answer = document_of(*responses[0]);
  if (!answer) return answer.error();
  auto page = page_of(*answer);
  if (!page) return page.error();
  auto deleted = responses.size() > 1 ? deleted_from(*responses[1]) : std::vector<ContactKey>();
  if (!deleted) return deleted.error();
  ContactListPage list{std::move(page->contacts), *std::move(deleted), {}};
  if (page->truncated && !list.contacts.empty()) list.cursor = list.contacts.back().id;
  return list;
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
