#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "answer.hpp"
#include "contact.hpp"

namespace patchbay::hubspot {
namespace {

constexpr std::size_t most_asked_for = 5;  // contacts in one search: HubSpot takes five groups of filters
constexpr std::size_t most_companies = 100;
constexpr int most_records = 200;

// The contacts of one lookup and what the second round learns of them.
struct Found {
  ContactPage page;
  std::vector<std::string> asked;                         // whose deals and tickets are asked for
  std::map<std::string, std::set<std::string>> deals_of;  // by contact; where it had to be asked for
};

// One request of the round and what its answer changes.
struct Part {
  Request request;
  std::function<void(Found&, json::value const& answer)> take;
};

// Open records of one type that belong to any of the contacts.
Request open_records(Found const& found, std::string_view type, json::object const& open,
                     std::vector<std::string_view> properties) {
  Search search{{}, "", std::move(properties), most_records};
  for (auto const& id : found.asked)
    search.groups.push_back(group({filter("associations.contact", "EQ", id), open}));
  return searching(type, search);
}

void note_more(Found& found, json::value const& answer) {
  if (!text(answer, "paging.next.after").empty()) found.page.truncated = true;
}

void give(Found& found, std::string const& contact, RelatedRecord const& record) {
  for (auto& one : found.page.contacts)
    if (one.id == contact) one.related.push_back(record);
}

std::string price(json::value const& deal) {
  auto const amount = text(deal, "properties.amount"), currency = text(deal, "properties.deal_currency_code");
  return amount.empty() || currency.empty() ? amount : amount + " " + currency;
}

void take_deals(Found& found, json::value const& answer) {
  for (auto const& deal : list(answer, "results")) {
    RelatedRecord const record{"deal", text(deal, "id"), text(deal, "properties.dealname"), price(deal)};
    for (auto const& contact : found.asked)
      if (found.asked.size() == 1 || found.deals_of[contact].contains(record.id))
        give(found, contact, record);
  }
  note_more(found, answer);
}

void take_owners_of_deals(Found& found, json::value const& answer) {
  for (auto const& row : list(answer, "results")) {
    for (auto const& to : list(row, "to"))
      found.deals_of[text(row, "from.id")].insert(text(to, "toObjectId"));
    note_more(found, row);
  }
}

void take_tickets(Found& found, json::value const& answer) {
  for (auto const& ticket : list(answer, "results"))
    give(found, found.asked.front(), {"ticket", text(ticket, "id"), text(ticket, "properties.subject"), ""});
  note_more(found, answer);
}

void take_companies(Found& found, json::value const& answer) {
  for (auto const& company : list(answer, "results"))
    for (auto& contact : found.page.contacts)
      if (contact.organization_id == text(company, "id") && !text(company, "properties.name").empty())
        contact.organization = text(company, "properties.name");
}

std::vector<std::string> companies_of(ContactPage const& page) {
  std::vector<std::string> ids;
  for (auto const& contact : page.contacts) {
    auto const& id = contact.organization_id;
    if (is_number(id) && std::find(ids.begin(), ids.end(), id) == ids.end() && ids.size() < most_companies)
      ids.push_back(id);
  }
  return ids;
}

// The owners of the deals stand before the deals, which need them.
std::vector<Part> parts_of(Found const& found) {
  std::vector<Part> parts;
  bool const one = found.asked.size() == 1;
  if (!one) parts.push_back({read_associations("contacts", "deals", found.asked), take_owners_of_deals});
  parts.push_back({open_records(found, "deals", filter("hs_is_closed", "EQ", "false"),
                                {"dealname", "amount", "deal_currency_code"}),
                   take_deals});
  json::object const open{{"propertyName", "closed_date"}, {"operator", "NOT_HAS_PROPERTY"}};
  if (one) parts.push_back({open_records(found, "tickets", open, {"subject"}), take_tickets});
  auto const companies = companies_of(found.page);
  if (!companies.empty()) parts.push_back({batch_read("companies", companies, {"name"}), take_companies});
  return parts;
}

// An account without deals, a key without their scope, a property that this account lacks: the caller is
// found all the same.
bool can_be_left_out(Error const& error) {
  return error.status == PATCHBAY_FORBIDDEN || error.status == PATCHBAY_INVALID_PARAMS;
}

}  // namespace

Result<ContactPage> with_related(Http& http, ContactPage page) {
  Found found{std::move(page), {}, {}};
  auto const& contacts = found.page.contacts;
  for (std::size_t i = 0; i < std::min(contacts.size(), most_asked_for); ++i)
    found.asked.push_back(contacts[i].id);
  if (contacts.size() > most_asked_for) found.page.truncated = true;
  auto const parts = parts_of(found);
  std::vector<Request> requests;
  for (auto const& part : parts) requests.push_back(part.request);
  auto const replies = http.send_all(std::move(requests));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto const answer = document(replies[i]);
    if (answer)
      parts[i].take(found, *answer);
    else if (!can_be_left_out(answer.error()))
      return answer.error();
  }
  return std::move(found.page);
}

}  // namespace patchbay::hubspot
