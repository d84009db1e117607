// Finding and creating contacts, leads and accounts.
#include <algorithm>

#include "answer.hpp"
#include "contact.hpp"
#include "patchbay/words.hpp"
#include "zoho.hpp"

namespace patchbay::zoho {
namespace {

constexpr std::size_t shortest_number = 3;  // that Zoho looks for
constexpr std::size_t most_spellings = 5;   // in two fields: ten conditions
constexpr char most_in_part[] = "25";       // records that a part of a composite may answer
constexpr char most_on_page[] = "200";

// Takes the people of each module. One that this user cannot see is passed over, but not all three.
Result<ContactPage> people_in(std::vector<Result<Response>> const& replies) {
  ContactPage page;
  std::size_t closed = 0;
  for (std::size_t i = 0; i < std::size(modules); ++i) {
    auto const answer = document(replies[i]);
    if (lacks_module(answer) && ++closed < std::size(modules)) continue;
    if (!answer) return answer.error();
    for (auto const& record : list(*answer, "data"))
      page.contacts.push_back(contact_from(record, modules[i].name));
    page.truncated |= has_more(*answer);
  }
  return page;
}

// Zoho finds parts of numbers, too. An extension is no part of the number.
void drop_others(ContactPage& page, std::string const& digits) {
  auto const is_it = [&](Phone const& phone) {
    return digits_in(phone.number.substr(0, phone.number.find_first_of("xXeE#,;"))).ends_with(digits);
  };
  std::erase_if(page.contacts, [&](Contact const& contact) {
    return std::none_of(contact.phones.begin(), contact.phones.end(), is_it);
  });
}

// One request for the people of all three modules and the deals of the first contact, who is mostly the only
// one. It costs a credit, where four requests cost ten. More than 25 people at one number are not told apart
// by a list anyway.
Result<ContactPage> find_by_digits(Http& http, std::string const& digits) {
  std::vector<Part> parts;
  for (auto const& module : modules)
    parts.push_back({"GET",
                     path_of(module.name) + "/search",
                     {{"phone", digits}, {"fields", module.fields}, {"per_page", most_in_part}}});
  parts.push_back({"GET",
                   path_of(contacts) + "/@{1:$.data[0].id}/Deals",
                   {{"fields", deal_fields}, {"per_page", most_in_part}}});
  auto const replies = answers_to(http.send(composite(parts).repeatable()), parts.size());
  auto page = people_in(replies);
  if (!page || page->contacts.empty()) return page;
  auto const first = page->contacts.front().id;
  drop_others(*page, digits);
  std::vector<Contact*> owners;
  for (auto& contact : page->contacts)
    if (contact.type != leads) owners.push_back(&contact);
  auto const deals = document(replies.back());
  if (owners.size() != 1 || owners.front()->id != first || !(deals || lacks_module(deals)))
    return with_deals(http, *std::move(page));
  if (deals) owners.front()->related = deals_from(*deals);
  return page;
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

std::string grouped(std::vector<std::string> const& criteria, char const* word) {
  return "(" + joined(criteria, word) + ")";
}

// `criteria` tells by a module's name what it is searched by. Three searches at the same time; not in a
// composite, where it is not said how a plus and a percent sign arrive.
Result<ContactPage> find_by_criteria(Http& http, auto const& criteria) {
  std::vector<Request> requests;
  for (auto const& module : modules)
    requests.push_back(get(path_of(module.name) + "/search")
                           .query("criteria", criteria(module.name))
                           .query("fields", module.fields)
                           .query("per_page", most_on_page));
  return people_in(http.send_all(std::move(requests)));
}

// The ways in which the number may be written: whether Zoho sees through the signs in a number is not
// documented.
std::vector<std::string> spellings(ContactQuery const& query, std::string const& digits) {
  auto all = query.formats;
  all.insert(all.begin(), {query.e164, digits});
  std::vector<std::string> some;
  for (auto const& one : all) {
    bool const known = std::find(some.begin(), some.end(), one) != some.end();
    if (!one.empty() && !known && some.size() < most_spellings) some.push_back(one);
  }
  return some;
}

Result<ContactPage> find_by_spelling(Http& http, ContactQuery const& query, std::string const& digits) {
  auto const numbers = spellings(query, digits);
  auto page = find_by_criteria(http, [&](std::string_view module) {
    std::vector<std::string> criteria;
    for (auto const& number : numbers) {
      criteria.push_back(criterion("Phone", "equals", number));
      if (module != accounts) criteria.push_back(criterion("Mobile", "equals", number));
    }
    return grouped(criteria, "or");
  });
  if (!page) return page;
  drop_others(*page, digits);
  return with_deals(http, *std::move(page));
}

std::string name_criteria(std::string_view module, std::string const& name) {
  constexpr char starts[] = "starts_with";
  if (module == accounts) return grouped({criterion("Account_Name", starts, name)}, "or");
  std::vector<std::string> criteria{criterion("Last_Name", starts, name),
                                    criterion("First_Name", starts, name)};
  auto const [first, last] = split_name(name);
  if (!first.empty())
    criteria.push_back(
        grouped({criterion("First_Name", starts, first), criterion("Last_Name", starts, last)}, "and"));
  if (module == leads) criteria.push_back(criterion("Company", starts, name));
  return grouped(criteria, "or");
}

// Whoever it is, a call with them can be given a result of the account's own list, learned at the sign-in.
Result<ContactPage> with_results(Scope const& scope, Result<ContactPage> page) {
  boost::json::error_code none;
  auto const names = json::parse(variable(scope, "user.call_results"), none);
  for (std::size_t i = 0; page && names.is_array() && i < page->contacts.size(); ++i)
    for (auto const& name : names.get_array())
      if (auto const word = as<std::string>(name))
        page->contacts[i].related.push_back({"result", *word, *word, ""});
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
  if (!found) return found;
  return with_results(query.scope, with_deals(http, *std::move(found)));
}

Result<Contact> create_contact(Http& http, NewContact const& wish) {
  auto const name = trimmed(wish.name);
  if (name.empty()) return invalid_field("newContactName", "is empty");
  auto const* const module = module_named(wish.type);
  if (!module) return invalid_field("newContactType", "is no kind of contact in Zoho CRM");
  auto record = new_record(wish, name);
  auto const made = written(http.send(post(path_of(wish.type)).json(one_record(record))));
  if (!made) return made.error();
  record["id"] = text(*made, "id");
  record["Created_Time"] = text(*made, "Created_Time");
  return contact_from(record, module->name);
}

}  // namespace patchbay::zoho
