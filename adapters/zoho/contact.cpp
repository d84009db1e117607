#include "contact.hpp"

#include <algorithm>

#include "answer.hpp"
#include "patchbay/words.hpp"

namespace patchbay::zoho {
namespace {

constexpr std::size_t most_ids = 100;  // in one list of a query

struct PhoneField {
  char const* name;
  char const* label;
};
constexpr PhoneField phone_fields[] = {{"Phone", "phone"},
                                       {"Mobile", "mobile"},
                                       {"Home_Phone", "home"},
                                       {"Other_Phone", "other"},
                                       {"Asst_Phone", "assistant"}};

std::string in_utc(std::string const& time) {
  auto const read = parse_iso8601(time);
  return read ? iso8601(*read) : "";
}

// 'O''Hara', the way of the query language.
std::string quoted(std::string const& text) {
  std::string out = "'";
  for (char const c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

// "Contact_Name in ('1', '2')", or nothing.
std::string one_of(ContactPage const& page, std::string_view type, std::string const& field) {
  std::string ids;
  std::size_t count = 0;
  for (auto const& contact : page.contacts) {
    if (contact.type != type || count++ >= most_ids) continue;
    ids += (ids.empty() ? "" : ", ") + quoted(contact.id);
  }
  return ids.empty() ? ids : field + " in (" + ids + ")";
}

std::string deals_query(ContactPage const& page) {
  auto const people = one_of(page, contacts, "Contact_Name"), firms = one_of(page, accounts, "Account_Name");
  if (people.empty() && firms.empty()) return {};
  auto const where = people.empty() || firms.empty() ? people + firms : "(" + people + " or " + firms + ")";
  return "select Deal_Name, Stage, Contact_Name, Account_Name from Deals where " + where +
         " order by Modified_Time desc limit 0, 200";
}

bool is_closed(std::string const& stage) { return stage.starts_with("Closed"); }

RelatedRecord deal_from(json::value const& record) {
  return {"deal", text(record, "id"), text(record, "Deal_Name"), text(record, "Stage")};
}

}  // namespace

std::string fields_of(std::string_view module) {
  std::string const times = ",Created_Time,Last_Activity_Time";
  if (module == accounts) return "Account_Name,Phone" + times;
  std::string const person = "First_Name,Last_Name,Full_Name,Email,Phone,Mobile";
  if (module == leads) return person + ",Company,Designation" + times;
  return person + ",Home_Phone,Other_Phone,Asst_Phone,Title,Account_Name" + times;
}

Contact contact_from(json::value const& record, std::string_view module) {
  Contact contact;
  contact.id = text(record, "id");
  contact.type = module;
  contact.name = module == accounts ? text(record, "Account_Name") : text(record, "Full_Name");
  if (contact.name.empty())
    contact.name = trimmed(text(record, "First_Name") + " " + text(record, "Last_Name"));
  contact.email = text(record, "Email");
  for (auto const& [field, label] : phone_fields)
    if (auto number = text(record, field); !number.empty()) contact.phones.push_back({number, label});
  contact.organization = module == leads ? text(record, "Company") : text(record, "Account_Name.name");
  contact.organization_id = text(record, "Account_Name.id");
  contact.title = text(record, module == leads ? "Designation" : "Title");
  contact.created_at = in_utc(text(record, "Created_Time"));
  contact.last_activity_at = in_utc(text(record, "Last_Activity_Time"));
  return contact;
}

std::vector<RelatedRecord> deals_from(json::value const& answer) {
  std::vector<RelatedRecord> deals;
  for (auto const& record : list(answer, "data"))
    if (!is_closed(text(record, "Stage"))) deals.push_back(deal_from(record));
  return deals;
}

Result<ContactPage> with_deals(Http& http, ContactPage page) {
  auto const query = deals_query(page);
  if (query.empty()) return page;
  auto const answer =
      document(http.send(post(path_of("coql")).json(json::object{{"select_query", query}}).repeatable()));
  // Without deals, or without this field among them, the caller is found all the same.
  if (answer.has_error() &&
      (can_do_without(answer.error()) || answer.error().status == PATCHBAY_INVALID_PARAMS))
    return page;
  if (!answer) return answer.error();
  for (auto const& record : list(*answer, "data")) {
    if (is_closed(text(record, "Stage"))) continue;
    for (auto& contact : page.contacts) {
      auto const* field = contact.type == accounts ? "Account_Name.id" : "Contact_Name.id";
      if (contact.type != leads && text(record, field) == contact.id)
        contact.related.push_back(deal_from(record));
    }
  }
  page.truncated |= optional<bool>(*answer, "info.more_records").value_or(false);
  return page;
}

std::vector<RelatedRecord> call_results(Scope const& scope) {
  boost::json::error_code none;
  auto const names = json::parse(variable(scope, "user.call_results"), none);
  std::vector<RelatedRecord> results;
  for (auto const& name : names.is_array() ? names.get_array() : json::array())
    if (auto const word = as<std::string>(name)) results.push_back({"result", *word, *word, ""});
  return results;
}

}  // namespace patchbay::zoho
