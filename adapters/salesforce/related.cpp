#include <algorithm>

#include "contact.hpp"

namespace patchbay::salesforce {
namespace {

constexpr std::size_t most_rows = 200;  // of each kind

// What the found contacts are asked for: open records by the contact or by the account.
struct Ask {
  char const* reference;
  char const* fields;
  std::string_view by;
  char const* open;
};
constexpr Ask asks[] = {
    {"roles",
     "ContactId,Opportunity.Id,Opportunity.Name,Opportunity.StageName,Opportunity.Amount FROM "
     "OpportunityContactRole",
     "ContactId", "Opportunity.IsClosed=false"},
    {"opportunities", "AccountId,Id,Name,StageName,Amount FROM Opportunity", "AccountId", "IsClosed=false"},
    {"cases", "ContactId,Id,CaseNumber,Subject,Status FROM Case", "ContactId", "IsClosed=false"},
    {"account_cases", "AccountId,Id,CaseNumber,Subject,Status FROM Case", "AccountId", "IsClosed=false"}};

json::object subrequest(Ask const& ask, std::vector<std::string> const& ids) {
  auto const soql = std::string("SELECT ") + ask.fields + " WHERE " + std::string(ask.by) + " IN " +
                    list_of(ids) + " AND " + ask.open + " ORDER BY CreatedDate DESC LIMIT " +
                    std::to_string(most_rows);
  return {
      {"method", "GET"}, {"url", rest("/query?q=") + percent_encoded(soql)}, {"referenceId", ask.reference}};
}

std::string joined(std::string const& first, std::string const& second) {
  return first + (first.empty() || second.empty() ? "" : " \xC2\xB7 ") + second;
}

RelatedRecord record_from(json::value const& row) {
  auto const* role = find(row, "Opportunity");
  auto const& record = role ? *role : row;
  auto const id = text(record, "Id");
  if (id.starts_with(cases))
    return {"case", id, joined(text(row, "CaseNumber"), text(row, "Subject")), text(row, "Status")};
  auto const amount = optional<double>(record, "Amount");
  auto const whole = amount ? std::to_string(static_cast<std::int64_t>(*amount)) : std::string();
  return {"opportunity", id, text(record, "Name"), joined(text(record, "StageName"), whole)};
}

// What belongs to an account belongs to its contacts as well. Each record is given once.
void give(ContactPage& page, std::string const& owner, RelatedRecord const& record) {
  for (auto& contact : page.contacts) {
    bool const theirs = contact.id == owner || contact.organization_id == owner;
    bool const known = std::any_of(contact.related.begin(), contact.related.end(),
                                   [&](auto const& one) { return one.id == record.id; });
    if (theirs && !known && !record.id.empty()) contact.related.push_back(record);
  }
}

// None where the part failed: an org may lack cases, a user opportunities; the caller is found all the same.
json::array const& rows_of(json::value const& composite, std::string_view reference) {
  static json::array const none;
  for (auto const& part : list(composite, "compositeResponse"))
    if (text(part, "referenceId") == reference) return list(part, "body.records");
  return none;
}

void add_once(std::vector<std::string>& ids, std::string const& id, std::string_view prefix) {
  if (is_id(id, prefix) && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

}  // namespace

Result<ContactPage> with_related(Http& http, ContactPage page) {
  std::vector<std::string> people, companies;
  for (auto const& contact : page.contacts) {
    add_once(people, contact.id, contacts);
    add_once(companies, contact.id, accounts);
    add_once(companies, contact.organization_id, accounts);
  }
  json::array parts;
  for (auto const& ask : asks) {
    auto const& ids = ask.by == "ContactId" ? people : companies;
    if (!ids.empty()) parts.push_back(subrequest(ask, ids));
  }
  if (parts.empty()) return page;  // leads have none of these
  json::object const body{{"allOrNone", false}, {"compositeRequest", std::move(parts)}};
  auto const answer = document(http.send(post(rest("/composite")).json(body).repeatable()));
  if (!answer) return answer.error();
  for (auto const& ask : asks) {
    auto const& rows = rows_of(*answer, ask.reference);
    for (auto const& row : rows) give(page, text(row, ask.by), record_from(row));
    if (rows.size() >= most_rows) page.truncated = true;
  }
  return page;
}

}  // namespace patchbay::salesforce
