#include <algorithm>
#include <set>

#include "answer.hpp"
#include "contact.hpp"

namespace patchbay::hubspot {
namespace {

constexpr std::size_t most_asked_for = 5;  // contacts in one search: HubSpot takes five groups of filters
constexpr std::size_t most_companies = 100;
constexpr std::size_t most_records = 200;

// Open records of one type that belong to any of the contacts.
Request open_records(std::string_view type, std::string_view properties, json::object const& open,
                     std::vector<std::string> const& ids) {
  Search search{{}, "", most_records};
  for (auto const& id : ids) search.groups.push_back(group({filter("associations.contact", "EQ", id), open}));
  return searching(type, properties, search);
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

// An account without deals, a key without their scope, a property that this account lacks: the caller is
// found all the same.
bool can_be_left_out(Error const& error) {
  return error.status == PATCHBAY_FORBIDDEN || error.status == PATCHBAY_INVALID_PARAMS;
}

RelatedRecord deal_from(json::value const& deal) {
  auto const amount = property(deal, "amount"), currency = property(deal, "deal_currency_code");
  auto const price = amount.empty() || currency.empty() ? amount : amount + " " + currency;
  return {"deal", text(deal, "id"), property(deal, "dealname"), price};
}

void take_tickets(Contact& contact, json::value const& answer) {
  for (auto const& ticket : list(answer, "results"))
    contact.related.push_back({"ticket", text(ticket, "id"), property(ticket, "subject"), ""});
}

// Gives each deal to those whom `owners` names; to the only one, where nobody had to be asked for.
void take_deals(ContactPage& page, json::value const& deals, json::value const* owners) {
  std::set<std::pair<std::string, std::string>> owned;
  for (auto const& row : owners ? list(*owners, "results") : json::array()) {
    for (auto const& to : list(row, "to")) owned.emplace(text(row, "from.id"), text(to, "toObjectId"));
    if (!next_page(row).empty()) page.truncated = true;
  }
  for (auto const& deal : list(deals, "results"))
    for (auto& contact : page.contacts)
      if (!owners || owned.contains({contact.id, text(deal, "id")}))
        contact.related.push_back(deal_from(deal));
}

void take_companies(ContactPage& page, json::value const& answer) {
  for (auto const& company : list(answer, "results"))
    for (auto& contact : page.contacts)
      if (contact.organization_id == text(company, "id") && !property(company, "name").empty())
        contact.organization = property(company, "name");
}

}  // namespace

Result<ContactPage> with_related(Http& http, ContactPage page) {
  std::vector<std::string> asked;
  for (auto const& contact : page.contacts)
    if (asked.size() < most_asked_for) asked.push_back(contact.id);
  if (page.contacts.size() > asked.size()) page.truncated = true;
  bool const alone = asked.size() == 1;
  json::object const open_deal = filter("hs_is_closed", "EQ", "false");
  json::object const open_ticket{{"propertyName", "closed_date"}, {"operator", "NOT_HAS_PROPERTY"}};
  std::vector<Request> requests{open_records("deals", "dealname,amount,deal_currency_code", open_deal, asked),
                                alone ? open_records("tickets", "subject", open_ticket, asked)
                                      : read_associations("contacts", "deals", asked)};
  if (auto const ids = companies_of(page); !ids.empty())
    requests.push_back(batch_read("companies", ids, "name"));
  std::vector<json::value> answers;
  for (auto const& answer : ask_all(http, std::move(requests))) {
    if (!answer && !can_be_left_out(answer.error())) return answer.error();
    answers.push_back(answer ? *answer : json::value());
    if (!next_page(answers.back()).empty()) page.truncated = true;
  }
  take_deals(page, answers[0], alone ? nullptr : &answers[1]);
  if (alone) take_tickets(page.contacts.front(), answers[1]);
  if (answers.size() > 2) take_companies(page, answers[2]);
  return page;
}

}  // namespace patchbay::hubspot
