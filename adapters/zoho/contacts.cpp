// Finding and creating contacts, leads and accounts.
#include <algorithm>
#include <functional>

#include "answer.hpp"
#include "contact.hpp"
#include "patchbay/words.hpp"
#include "zoho.hpp"

namespace patchbay::zoho {
namespace {

constexpr char const* modules[] = {contacts, leads, accounts};
constexpr std::size_t shortest_number = 3;  // that Zoho looks for
constexpr std::size_t most_spellings = 5;   // in two fields: ten conditions
constexpr char most_in_part[] = "25";       // records that a part of a composite may answer
constexpr char most_on_page[] = "200";

struct Found {
  ContactPage page;
  std::string first;  // the first contact that Zoho named, before any was dropped
};

// Takes the people of each module. One that this user cannot see is passed over, but not all three.
Result<Found> taken(std::vector<Result<Response>> const& replies) {
  Found found;
  std::optional<Error> closed;
  int readable = 0;
  for (std::size_t i = 0; i < std::size(modules); ++i) {
    auto const answer = document(replies[i]);
    if (answer.has_error() && can_do_without(answer.error())) {
      if (!closed) closed = answer.error();
      continue;
    }
    if (!answer) return answer.error();
    ++readable;
    for (auto const& record : list(*answer, "data"))
      found.page.contacts.push_back(contact_from(record, modules[i]));
    if (i == 0 && !found.page.contacts.empty()) found.first = found.page.contacts.front().id;
    found.page.truncated |= optional<bool>(*answer, "info.more_records").value_or(false);
  }
  if (readable == 0) return *closed;
  return found;
}

// Zoho finds parts of numbers, too. An extension is no part of the number.
bool has_number(Contact const& contact, std::string const& digits) {
  return std::any_of(contact.phones.begin(), contact.phones.end(), [&](Phone const& phone) {
    return digits_in(phone.number.substr(0, phone.number.find_first_of("xXeE#,;"))).ends_with(digits);
  });
}

void drop_others(ContactPage& page, std::string const& digits) {
  std::erase_if(page.contacts, [&](Contact const& contact) { return !has_number(contact, digits); });
}

// One request for the people of all three modules and the deals of the first contact, who is mostly the only
// one. It costs a credit, where four requests cost ten. More than 25 people at one number are not told apart
// by a list anyway.
Result<ContactPage> find_by_digits(Http& http, std::string const& digits) {
  std::vector<Part> parts;
  for (auto const* module : modules)
    parts.push_back({"GET",
                     path_of(module) + "/search",
                     {{"phone", digits}, {"fields", fields_of(module)}, {"per_page", most_in_part}},
                     {}});
  parts.push_back({"GET",
                   path_of(contacts) + "/@{1:$.data[0].id}/Deals",
                   {{"fields", deal_fields}, {"per_page", most_in_part}},
                   {}});
  auto const replies = answers_to(http.send(composite(parts).repeatable()), parts.size());
  auto found = taken(replies);
  if (!found) return found.error();
  auto& page = found->page;
  drop_others(page, digits);
  auto const has_deals = [](Contact const& contact) { return contact.type != leads; };
  auto const owner = std::find_if(page.contacts.begin(), page.contacts.end(), has_deals);
  bool const alone =
      std::count_if(page.contacts.begin(), page.contacts.end(), has_deals) == 1 && owner->id == found->first;
  auto const deals = document(replies.back());
  if (alone && deals) owner->related = deals_from(*deals);
  if (alone && (deals || can_do_without(deals.error()))) return page;
  return with_deals(http, std::move(page));
}

// What ends or parts a criterion is text behind a backslash.
std::string criterion(std::string_view field, std::string_view op, std::string_view value) {
  std::string out = "(" + std::string(field) + ":" + std::string(op) + ":";
  for (char const c : value) {
    if (std::string_view("(),\\").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out + ")";
}

std::string joined(std::vector<std::string> const& criteria, std::string_view word) {
  std::string out = "(";
  for (auto const& one : criteria) out += (out.size() > 1 ? std::string(word) : "") + one;
  return out + ")";
}

// By module: what it is searched by. Three searches at the same time; not in a composite, where it is not
// said how a plus and a percent sign arrive.
using Criteria = std::function<std::string(std::string_view module)>;

Result<Found> find_by_criteria(Http& http, Criteria const& criteria) {
  std::vector<Request> requests;
  for (auto const* module : modules)
    requests.push_back(get(path_of(module) + "/search")
                           .query("criteria", criteria(module))
                           .query("fields", fields_of(module))
                           .query("per_page", most_on_page));
  return taken(http.send_all(std::move(requests)));
}

// The ways in which the number may be written: whether Zoho sees through the signs in a number is not
// documented.
std::vector<std::string> spellings(ContactQuery const& query, std::string const& digits) {
  std::vector<std::string> all{query.e164, digits};
  all.insert(all.end(), query.formats.begin(), query.formats.end());
  std::vector<std::string> some;
  for (auto const& one : all) {
    bool const known = std::find(some.begin(), some.end(), one) != some.end();
    if (!one.empty() && !known && some.size() < most_spellings) some.push_back(one);
  }
  return some;
}

Result<ContactPage> find_by_spelling(Http& http, ContactQuery const& query, std::string const& digits) {
  auto const numbers = spellings(query, digits);
  auto found = find_by_criteria(http, [&](std::string_view module) {
    std::vector<std::string> criteria;
    for (auto const& number : numbers) {
      criteria.push_back(criterion("Phone", "equals", number));
      if (module != accounts) criteria.push_back(criterion("Mobile", "equals", number));
    }
    return joined(criteria, "or");
  });
  if (!found) return found.error();
  drop_others(found->page, digits);
  return with_deals(http, std::move(found->page));
}

std::string name_criteria(std::string_view module, std::string const& name) {
  constexpr char starts[] = "starts_with";
  if (module == accounts) return joined({criterion("Account_Name", starts, name)}, "or");
  std::vector<std::string> criteria{criterion("Last_Name", starts, name),
                                    criterion("First_Name", starts, name)};
  auto const [first, last] = split_name(name);
  if (!first.empty())
    criteria.push_back(
        joined({criterion("First_Name", starts, first), criterion("Last_Name", starts, last)}, "and"));
  if (module == leads) criteria.push_back(criterion("Company", starts, name));
  return joined(criteria, "or");
}

// Whoever it is, a call with them can be given a result.
Result<ContactPage> with_results(Scope const& scope, Result<ContactPage> page) {
  auto const results = call_results(scope);
  if (page)
    for (auto& contact : page->contacts)
      contact.related.insert(contact.related.end(), results.begin(), results.end());
  return page;
}

// What the form may hold beside the name, and where it goes.
json::object new_record(NewContact const& wish, std::string const& name) {
  json::object record;
  auto const put = [&](char const* field, std::string const& value) {
    if (!value.empty()) record[field] = value;
  };
  auto const [first, last] = split_name(name);
  bool const firm = wish.type == accounts, lead = wish.type == leads;
  put(firm ? "Account_Name" : "Last_Name", firm ? name : last);
  put("Phone", wish.e164);
  if (firm) return record;
  put("First_Name", first);
  put("Email", trimmed(text(wish.additional, "email")));
  put(lead ? "Designation" : "Title", trimmed(text(wish.additional, "title")));
  if (lead) put("Company", trimmed(text(wish.additional, "company")));
  return record;
}

}  // namespace

Result<ContactPage> find_contacts(Http& http, ContactQuery const& query) {
  auto const digits = digits_in(query.national.empty() ? query.e164 : query.national);
  if (digits.empty()) return invalid_field("phoneNumber", "has no digits");
  auto found =
      digits.size() < shortest_number ? Result<ContactPage>(ContactPage()) : find_by_digits(http, digits);
  if (found && found->contacts.empty()) found = find_by_spelling(http, query, digits);
  return with_results(query.scope, std::move(found));
}

Result<ContactPage> search_contacts(Http& http, NameQuery const& query) {
  auto const name = trimmed(query.name);
  if (name.empty()) return invalid_field("name", "is empty");
  auto found = find_by_criteria(http, [&](std::string_view module) { return name_criteria(module, name); });
  if (!found) return found.error();
  return with_results(query.scope, with_deals(http, std::move(found->page)));
}

Result<Contact> create_contact(Http& http, NewContact const& wish) {
  auto const name = trimmed(wish.name);
  if (name.empty()) return invalid_field("newContactName", "is empty");
  auto const module = std::find(std::begin(modules), std::end(modules), wish.type);
  if (module == std::end(modules))
    return invalid_field("newContactType", "is no kind of contact in Zoho CRM");
  auto record = new_record(wish, name);
  auto const made = written(http.send(post(path_of(wish.type)).json(one_record(record))));
  if (!made) return made.error();
  record["id"] = text(*made, "id");
  record["Created_Time"] = text(*made, "Created_Time");
  return contact_from(record, wish.type);
}

}  // namespace patchbay::zoho
