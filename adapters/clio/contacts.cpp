// Finding and creating persons and companies. Clio compares to the letter what people typed, so a number is
// looked for by its last four digits, which stand together in nearly every spelling, and the hits are
// compared here.
#include <algorithm>

#include "answer.hpp"
#include "clio.hpp"
#include "matters.hpp"
#include "patchbay/words.hpp"

namespace patchbay::clio {
namespace {

constexpr std::size_t tail_digits = 4;
constexpr std::size_t local_digits = 7;  // a number without its area code
constexpr char contact_fields[] =
    "id,type,name,title,primary_email_address,created_at,updated_at,company{id,name},phone_numbers{name,"
    "number,primary}";

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

Request searching(std::string const& query) {
  return get("/api/v4/contacts.json")
      .query("query", query)
      .query("fields", contact_fields)
      .query("limit", "200");
}

// Whether `written` may be the number, its extension aside. The host looks closer; here it is about not
// asking for the matters of strangers.
bool may_be(ContactQuery const& query, std::string const& written) {
  auto const main = digits_in(std::string_view(written).substr(0, written.find_first_of("xXeE#,;/")));
  auto const national = query.national.empty() ? digits_in(query.e164) : query.national;
  if (written.find('+') < written.find_first_of("0123456789"))
    return main.starts_with(query.country_code) && main.ends_with(national);
  return main.ends_with(national) || (main.size() >= local_digits && national.ends_with(main));
}

struct Filter {
  ContactQuery const& query;
  bool operator()(Contact const& contact) const {
    return std::any_of(contact.phones.begin(), contact.phones.end(),
                       [&](Phone const& phone) { return may_be(query, phone.number); });
  }
};

// The contacts of all answers that `wanted` takes, each once.
template <class Wanted>
Result<ContactPage> collected(std::vector<Result<Response>> const& replies, Wanted wanted) {
  ContactPage page;
  for (auto const& reply : replies) {
    auto const answer = document(reply);
    if (!answer) return answer.error();
    for (auto const& record : list(*answer, "data")) {
      auto contact = contact_from(record);
      auto const same = [&](Contact const& other) { return other.id == contact.id; };
      if (contact.id.empty() || std::any_of(page.contacts.begin(), page.contacts.end(), same)) continue;
      if (wanted(contact)) page.contacts.push_back(std::move(contact));
    }
    if (goes_on(*answer)) page.truncated = true;
  }
  return page;
}

std::string last(std::string const& text, std::size_t count) {
  return text.size() <= count ? text : text.substr(text.size() - count);
}

// A person's name as Clio wants it: the last word is the family's, a single word too.
void put_name(json::object& record, std::string const& name) {
  auto const [first, last] = split_name(name);
  if (!first.empty()) record["first_name"] = first;
  record["last_name"] = last;
}

}  // namespace

Result<ContactPage> find_contacts(Http& http, ContactQuery const& query) {
  auto const number = query.national.empty() ? digits_in(query.e164) : query.national;
  if (number.empty()) return invalid_field("phoneNumber", "has no digits");
  std::vector<Request> requests{searching(last(number, tail_digits))};
  for (auto const& format : query.formats) requests.push_back(searching(format));
  auto page = collected(http.send_all(std::move(requests)), Filter{query});
  if (!page) return page.error();
  // Nobody: perhaps Clio does not search inside of numbers, or there was a page too much. The whole number is
  // the other try.
  if (page->contacts.empty() && !query.e164.empty()) {
    page = collected({http.send(searching(query.e164))}, Filter{query});
    if (!page) return page.error();
  }
  return with_matters(http, *std::move(page));
}

Result<ContactPage> search_contacts(Http& http, NameQuery const& query) {
  auto const name = trimmed(query.name);
  if (name.empty()) return invalid_field("name", "is empty");
  auto page = collected({http.send(searching(name))}, [](Contact const&) { return true; });
  if (!page) return page.error();
  return with_matters(http, *std::move(page));
}

Result<Contact> create_contact(Http& http, NewContact const& wish) {
  auto const name = trimmed(wish.name);
  if (name.empty()) return invalid_field("newContactName", "is empty");
  bool const company = wish.type == "company";
  json::object record{{"type", company ? "Company" : "Person"}};
  if (company) record["name"] = name;
  if (!company) put_name(record, name);
  if (!wish.e164.empty())
    record["phone_numbers"] =
        json::array{json::object{{"name", "Work"}, {"number", wish.e164}, {"default_number", true}}};
  auto request =
      post("/api/v4/contacts.json").query("fields", contact_fields).json(json::object{{"data", record}});
  auto const answer = created(http.send(std::move(request)));
  if (!answer) return answer.error();
  return contact_from(answer->at("data"));
}

}  // namespace patchbay::clio
