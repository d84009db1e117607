#include "service/contacts.hpp"

#include <algorithm>
#include <optional>
#include <thread>

#include <boost/json/array.hpp>

#include "directory/phone_number.hpp"
#include "directory/time_zones.hpp"
#include "service/contact_answer.hpp"
#include "service/params.hpp"
#include "service/return_message.hpp"

namespace patchbay::service {
namespace {

// Where the phone is, if it says so.
Result<std::string> region_of(json::object const& params, std::string const& default_region) {
  auto const text = optional_text(params, "region");
  if (!text) return text.error();
  if (!*text) return default_region;
  auto const is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if ((*text)->size() == 2 && std::all_of((*text)->begin(), (*text)->end(), is_capital)) return **text;
  return invalid_field("region", "must be a country's two capital letters, like US");
}

Result<PhoneNumber> number_of(json::object const& params, std::string const& default_region) {
  auto const text = required_text(params, "phoneNumber");
  if (!text) return text.error();
  auto const region = region_of(params, default_region);
  if (!region) return region.error();
  auto number = parse_phone_number(*text, *region);
  if (!number && number.error().code != ErrorCode::invalid_params) return number.error();
  if (!number) return invalid_field("phoneNumber", "is no telephone number that can be looked up");
  return number;
}

json::object failure_of(Connection const& row, Error const& error) {
  return {{"platform", row.platform},
          {"code", static_cast<int>(error.code)},
          {"name", name_of(error.code)},
          {"message", error.message}};
}

std::string count_of(std::size_t contacts) {
  return contacts == 1 ? "1 contact found." : std::to_string(contacts) + " contacts found.";
}

// A CRM that does not offer this says nothing against the others' answer.
bool is_failure(Error const& error, bool others_answered) {
  return !others_answered || error.code != ErrorCode::unsupported;
}

// Who found nobody while a CRM was silent is told so.
json::object message_of(std::string const& nobody, std::size_t contacts, json::array const& failures) {
  std::string silent;
  for (auto const& failure : failures) {
    silent += (silent.empty() ? "" : " ") + text_in(failure.as_object(), "platform") + ": " +
              text_in(failure.as_object(), "message");
  }
  if (contacts == 0)
    return warning_message(failures.empty() ? nobody : nobody + " Not every CRM answered.", silent);
  return failures.empty() ? success_message(count_of(contacts))
                          : warning_message(count_of(contacts) + " Not every CRM answered.", silent);
}

bool is_truncated(json::object const& page) {
  auto const* more = page.if_contains("truncated");
  return more && more->is_bool() && more->get_bool();
}

// The type that was asked for, or the CRM's usual one.
Result<ContactType> type_for(Manifest const& manifest, std::optional<std::string> const& wanted) {
  auto const& types = manifest.contact_types;
  if (!wanted || wanted->empty()) return types.front();
  for (auto const& type : types) {
    if (type.id == *wanted) return type;
  }
  return invalid_field("newContactType", "is none that " + manifest.name + " knows");
}

// What is wrong with what a new contact of this type is given beside its name.
std::optional<Error> fault_in_fields(ContactType const& type, json::object const& additional) {
  for (auto const& field : type.fields) {
    if (auto const text = optional_text(additional, field.id); !text) return text.error();
    if (!field.required) continue;
    if (auto const text = required_text(additional, field.id); !text) return text.error();
  }
  return std::nullopt;
}

}  // namespace

Result<std::vector<Account>> Contacts::accounts(json::object const& params, bool& one) {
  auto const token = optional_text(params, "jwtToken");
  if (!token) return token.error();
  one = token->has_value();
  if (one) {
    auto const live = live_.by_token(**token);
    if (!live) return live.error();
    return std::vector<Account>{{(*live)->row, *live}};
  }
  auto all = live_.all();
  if (all && all->empty())
    return fail(ErrorCode::auth_required, "No CRM is connected yet. Sign in to one first.");
  return all;
}

std::vector<Contacts::Answer> Contacts::ask_all(std::vector<Account> const& accounts, AskOne const& ask_one) {
  std::vector<Answer> answers(accounts.size());
  auto const ask = [&](std::size_t i) {
    auto const& live = accounts[i].live;
    if (live)
      answers[i] = ask_one(*live);
    else
      answers[i].error = live.error();
  };
  std::vector<std::jthread> others;  // each account on a thread of its own: a slow CRM delays no other
  for (std::size_t i = 1; i < accounts.size(); ++i) others.emplace_back(ask, i);
  ask(0);
  others.clear();  // joins
  return answers;
}

Result<json::value> Contacts::composed(std::vector<Answer> answers, std::vector<Account> const& accounts,
                                       bool one, std::string const& nobody) {
  json::array contacts;
  json::array failures;
  bool truncated = false;
  bool from_crm = false;
  bool const answered =
      std::any_of(answers.begin(), answers.end(), [](Answer const& answer) { return !answer.error; });
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    auto& answer = answers[i];
    if (answer.error && is_failure(*answer.error, answered)) failures.push_back(failure_of(accounts[i].row, *answer.error));
    truncated = truncated || answer.truncated;
    from_crm = from_crm || answer.from_crm;
    if (answer.contacts.empty()) continue;
    auto const token = one ? std::string() : live_.token_for(accounts[i].row);
    if (!token) return token.error();
    for (auto& contact : answer.contacts) {
      if (!one) contact.as_object()["jwtToken"] = *token;
      contacts.push_back(std::move(contact));
    }
  }
  if (!answered && contacts.empty()) return *answers[0].error;  // nobody was found is not what happened
  json::object result{
      {"successful", true}, {"from", from_crm ? "crm" : "directory"}, {"truncated", truncated}};
  result["returnMessage"] = message_of(nobody, contacts.size(), failures);
  result["contact"] = std::move(contacts);
  if (!failures.empty()) result["failures"] = std::move(failures);
  return json::value(std::move(result));
}

// One CRM that knows the caller is enough for an answer: the others, too, are asked behind it.
std::optional<std::vector<Contacts::Answer>> Contacts::from_directory(NumberQuestion const& question,
                                                                      std::vector<Account> const& accounts) {
  std::vector<Answer> answers(accounts.size());
  bool known = false;
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    auto const& live = accounts[i].live;
    if (!live)
      answers[i].error = live.error();
    else
      answers[i].contacts = lookup_.known(**live, question.number);
    answers[i].truncated = answers[i].contacts.size() >= directory::Index::most_found;
    known = known || !answers[i].contacts.empty();
  }
  if (!known) return std::nullopt;
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    if (accounts[i].live) check_.after_answer(*accounts[i].live, question, answers[i].contacts);
  }
  return answers;
}

Contacts::Answer Contacts::from_crm(LivePtr const& live, NumberQuestion const& question, bool refresh,
                                    Context const& context) {
  if (!refresh && lookup_.unknown_lately(*live, question)) return {};
  auto const page = lookup_.ask(*live, question, context);
  if (!page) return {lookup_.known(*live, question.number), false, false, page.error()};
  auto const& found = page->as_object();
  return {contact_answers(*live, found, &question.number, settings_.default_region),
          is_truncated(found),
          true,
          {}};
}

Contacts::Answer Contacts::from_crm(LivePtr const& live, std::string const& name, Context const& context) {
  auto const page = lookup_.ask(*live, name, context);
  if (!page) return {lookup_.known(*live, name), false, false, page.error()};
  auto const& found = page->as_object();
  return {contact_answers(*live, found, nullptr, settings_.default_region), is_truncated(found), true, {}};
}

Result<json::value> Contacts::find(json::object const& params, RequestContext const& request) {
  auto const number = number_of(params, settings_.default_region);
  if (!number) return number.error();
  auto const masks = optional_text(params, "overridingFormat");
  if (!masks) return masks.error();
  auto const refresh = optional_bool(params, "refresh");
  if (!refresh) return refresh.error();
  bool one = false;
  auto const asked = accounts(params, one);
  if (!asked) return asked.error();
  NumberQuestion const question{*number, phone_number_spellings(*number, masks->value_or(""))};
  bool const wait = refresh->value_or(false);
  auto const ask_one = [&](LivePtr const& live) { return from_crm(live, question, wait, request.context); };
  auto known = wait ? std::nullopt : from_directory(question, *asked);
  auto answers = known ? std::move(*known) : ask_all(*asked, ask_one);
  auto result = composed(std::move(answers), *asked, one, "Nobody in the CRM has this number.");
  if (!result) return result;
  result->as_object()["phoneNumber"] = number->e164;
  auto const zones = time_zones_of(*number);
  if (!zones.empty()) result->as_object()["timeZones"] = json::array(zones.begin(), zones.end());
  return result;
}

Result<json::value> Contacts::search(json::object const& params, RequestContext const& request) {
  auto const name = required_text(params, "name");
  if (!name) return name.error();
  bool one = false;
  auto const asked = accounts(params, one);
  if (!asked) return asked.error();
  auto const ask_one = [&](LivePtr const& live) { return from_crm(live, *name, request.context); };
  return composed(ask_all(*asked, ask_one), *asked, one, "Nobody in the CRM has a name like this.");
}

Result<json::value> Contacts::create(json::object const& params, RequestContext const& request) {
  auto const number = number_of(params, settings_.default_region);
  if (!number) return number.error();
  auto const name = required_text(params, "newContactName");
  if (!name) return name.error();
  auto const wanted_type = optional_text(params, "newContactType");
  if (!wanted_type) return wanted_type.error();
  auto const additional = object_or_empty(params, "additionalSubmission");
  if (!additional) return additional.error();
  auto const live = live_.named_in(params);
  if (!live) return live.error();
  auto const type = type_for((*live)->adapter.manifest(), *wanted_type);
  if (!type) return type.error();
  if (auto const fault = fault_in_fields(*type, *additional)) return *fault;
  json::object const wish{
      {"name", *name}, {"type", type->id}, {"e164", number->e164}, {"additional", *additional}};
  auto const contact = creation_.make(**live, *number, wish, request.context);
  if (!contact) return contact.error();
  auto made = *contact;
  if (text_in(made, "name").empty()) made["name"] = *name;
  if (text_in(made, "type").empty()) made["type"] = type->id;
  lookup_.created(**live, *number, made);
  auto answer = contact_answer(**live, made);
  if (!answer.contains("phone")) answer["phone"] = number->e164;
  return json::object{{"successful", true},
                      {"contact", std::move(answer)},
                      {"returnMessage", success_message("Contact created.")}};
}

}  // namespace patchbay::service
