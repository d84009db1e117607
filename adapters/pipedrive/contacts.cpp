// Finding and creating persons. A lookup is one request: itemSearch brings the deals and leads of whom it
// finds.
#include <algorithm>

#include "answer.hpp"
#include "patchbay/words.hpp"
#include "pipedrive.hpp"
#include "related.hpp"

namespace patchbay::pipedrive {
namespace {

constexpr int most_related = 100;           // that itemSearch tells of each kind for a person
constexpr std::size_t most_asked_for = 20;  // persons whose deals and leads are asked for one by one

struct Search {
  Scope const& scope;
  std::string field;               // "phone" or "name"
  std::vector<std::string> terms;  // searched for at the same time
};

// Whether the sign-in may use itemSearch, as far as the scopes that came with the token tell.
bool may_search_items(Scope const& scope) {
  auto const granted = scope.variables.find("token.scope");
  if (granted == scope.variables.end() || granted->second.empty()) return true;
  return granted->second.find("search:read") != std::string::npos;
}

bool wants_dates(Scope const& scope) {
  return optional<bool>(scope.settings, "contactDates").value_or(false);
}

// UTF-8: every byte that does not continue a character begins one.
std::ptrdiff_t characters(std::string const& term) {
  return std::count_if(term.begin(), term.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

// Pipedrive takes a term of one character only where the match is exact.
Request searching(std::string target, std::string const& term, std::string const& field) {
  auto request = get(std::move(target)).query("term", term).query("fields", field);
  if (characters(term) < 2) request.query("exact_match", "true");
  return request.query("limit", "100").pays(1, "search");
}

std::vector<Request> searches(Search const& search, bool items) {
  std::vector<Request> requests;
  for (auto const& term : search.terms) {
    auto request = searching(items ? "/api/v2/itemSearch" : "/api/v2/persons/search", term, search.field);
    if (items) request.query("item_types", "person").query("search_for_related_items", "true");
    requests.push_back(std::move(request));
  }
  return requests;
}

Contact contact_from_hit(json::value const& item) {
  Contact contact;
  contact.id = text(item, "id");
  contact.type = "person";
  contact.name = text(item, "name");
  for (auto const& phone : list(item, "phones"))
    if (auto number = as<std::string>(phone)) contact.phones.push_back({*std::move(number), ""});
  auto const& emails = list(item, "emails");
  if (!emails.empty()) contact.email = as<std::string>(emails.front()).value_or("");
  contact.owner_id = text(item, "owner.id");
  contact.organization = text(item, "organization.name");
  contact.organization_id = text(item, "organization.id");
  return contact;
}

// Search results wrap each item in {"result_score", "item"}.
json::value const& unwrapped(json::value const& result) {
  auto const* item = find(result, "item");
  return item ? *item : result;
}

void take_answer(Found& found, json::value const& answer) {
  std::vector<std::string> known;  // by an earlier term: their deals have come along already
  for (auto const& [id, place] : found.place) known.push_back(id);
  for (auto const& result : list(answer, "data.items")) {
    auto contact = contact_from_hit(unwrapped(result));
    if (contact.id.empty() || found.place.contains(contact.id)) continue;
    found.place[contact.id] = found.page.contacts.size();
    found.page.contacts.push_back(std::move(contact));
  }
  for (auto const& result : list(answer, "data.related_items")) {
    auto const& item = unwrapped(result);
    if (!std::binary_search(known.begin(), known.end(), text(item, "person.id"))) add_related(found, item);
  }
  if (!text(answer, "additional_data.next_cursor").empty()) found.page.truncated = true;
}

Result<Found> collected(std::vector<Result<Response>> const& replies) {
  Found found;
  for (auto const& reply : replies) {
    auto const answer = document(reply);
    if (!answer) return answer.error();
    take_answer(found, *answer);
  }
  return found;
}

// Of a person with a hundred deals some may be missing, and nothing tells: those are asked for in full.
Wave what_is_missing(Found const& found, bool dates) {
  Wave wave;
  wave.dates = dates;
  for (auto const& [person, count] : found.related) {
    if (count.deals >= most_related) wave.deals_of.push_back(person);
    if (count.leads >= most_related) wave.leads_of.push_back(person);
  }
  return wave;
}

// Without the permission for itemSearch: the persons first, then their deals and leads.
Result<ContactPage> find_in_two_rounds(Http& http, Search const& search) {
  auto found = collected(http.send_all(searches(search, false)));
  if (!found) return found.error();
  Wave wave;
  wave.dates = wants_dates(search.scope);
  for (auto const& contact : found->page.contacts) {
    if (wave.deals_of.size() == most_asked_for) break;
    wave.deals_of.push_back(contact.id);
  }
  wave.leads_of = wave.deals_of;
  if (found->page.contacts.size() > most_asked_for) found->page.truncated = true;
  return with_second_round(http, *std::move(found), wave);
}

Result<ContactPage> find_persons(Http& http, Search const& search) {
  if (!may_search_items(search.scope)) return find_in_two_rounds(http, search);
  auto const replies = http.send_all(searches(search, true));
  if (lacks_scope(replies.front())) return find_in_two_rounds(http, search);
  auto found = collected(replies);
  if (!found) return found.error();
  auto const wave = what_is_missing(*found, wants_dates(search.scope));
  return with_second_round(http, *std::move(found), wave);
}

}  // namespace

Result<ContactPage> find_contacts(Http& http, ContactQuery const& query) {
  auto const national = query.national.empty() ? digits_in(query.e164) : query.national;
  if (national.empty()) return invalid_field("phoneNumber", "has no digits");
  Search search{query.scope, "phone", {national}};
  for (auto const& format : query.formats) {
    auto& terms = search.terms;
    if (!format.empty() && std::find(terms.begin(), terms.end(), format) == terms.end())
      terms.push_back(format);
  }
  return find_persons(http, search);
}

Result<ContactPage> search_contacts(Http& http, NameQuery const& query) {
  auto const name = trimmed(query.name);
  if (name.empty()) return invalid_field("name", "is empty");
  return find_persons(http, {query.scope, "name", {name}});
}

// 500 persons a request, ten tokens each. Of a deleted person nothing is told; an organization has its number
// only, and its name stays what the host knew.
Result<ContactListPage> list_contacts(Http& http, ContactListQuery const& query) {
  auto request = get("/api/v2/persons").query("limit", "500").query("sort_by", "id");
  if (query.changed_since) request.query("updated_since", iso8601(*query.changed_since));
  if (!query.cursor.empty()) request.query("cursor", query.cursor);
  auto const answer = document(http.send(std::move(request)));
  if (!answer) return answer.error();
  ContactListPage page;
  for (auto const& person : list(*answer, "data")) {
    auto contact = contact_from(person);
    if (!contact.id.empty()) page.contacts.push_back(std::move(contact));
  }
  page.cursor = text(*answer, "additional_data.next_cursor");
  return page;
}

Result<Contact> create_contact(Http& http, NewContact const& wish) {
  auto const name = trimmed(wish.name);
  if (name.empty()) return invalid_field("newContactName", "is empty");
  json::object body{{"name", name}};
  if (!wish.e164.empty())
    body["phones"] = json::array{json::object{{"value", wish.e164}, {"primary", true}, {"label", "work"}}};
  auto const answer = created(http.send(post("/api/v2/persons").json(body)));
  if (!answer) return answer.error();
  return contact_from(answer->at("data"));
}

}  // namespace patchbay::pipedrive
