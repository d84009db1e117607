#include "service/contacts.hpp"

#include <algorithm>
#include <optional>
#include <thread>

#include <boost/json/array.hpp>

#include "directory/phone_number.hpp"
#include "service/contact_answer.hpp"
#include "service/params.hpp"
#include "service/return_message.hpp"

namespace patchbay::service {
namespace {

Result<PhoneNumber> number_of(json::object const& params, std::string_view default_region) {
  auto const text = required_text(params, "phoneNumber");
  if (!text) return text.error();
  auto number = parse_phone_number(*text, default_region);
  if (!number && number.error().code != ErrorCode::invalid_params) return number.error();
  if (!number) return invalid_field("phoneNumber", "is no telephone number that can be looked up");
  return number;
}

json::object failure_of(LiveConnection const& live, Error const& error) {
  return {{"platform", live.row.platform},
          {"code", static_cast<int>(error.code)},
          {"name", name_of(error.code)},
          {"message", error.message}};
}

std::string count_of(std::size_t contacts) {
  return contacts == 1 ? "1 contact found." : std::to_string(contacts) + " contacts found.";
}

// The type that was asked for, or the CRM's usual one.
Result<std::string> type_for(Manifest const& manifest, std::optional<std::string> const& wanted) {
  auto const& types = manifest.contact_types;
  if (!wanted || wanted->empty()) return types.empty() ? std::string() : types.front().id;
  for (auto const& type : types) {
    if (type.id == *wanted) return *wanted;
  }
  return invalid_field("newContactType", "is none that " + manifest.name + " knows");
}

}  // namespace

Result<std::vector<LivePtr>> Contacts::accounts(json::object const& params, bool& one) {
  auto const token = optional_text(params, "jwtToken");
  if (!token) return token.error();
  one = token->has_value();
  if (one) {
    auto const live = live_.by_token(**token);
    if (!live) return live.error();
    return std::vector<LivePtr>{*live};
  }
  auto all = live_.all();
  if (all && all->empty()) return fail(ErrorCode::auth_required, "No CRM is connected yet. Sign in to one first.");
  return all;
}

Result<json::value> Contacts::ask(Question const& question, std::vector<LivePtr> const& accounts, bool one,
                                  Context const& context) {
  std::vector<std::optional<Result<json::value>>> answers(accounts.size());
  {
    std::vector<std::jthread> others;  // each account on a thread of its own: a slow CRM delays no other
    for (std::size_t i = 1; i < accounts.size(); ++i) {
      others.emplace_back([&, i] { answers[i] = live_.ask(*accounts[i], question.operation, question.params, context); });
    }
    answers[0] = live_.ask(*accounts[0], question.operation, question.params, context);
  }
  if (one && !*answers[0]) return answers[0]->error();
  json::array contacts;
  json::array failures;
  bool truncated = false;
  for (std::size_t i = 0; i < accounts.size(); ++i) {
    auto const& answer = *answers[i];
    if (!answer) {
      failures.push_back(failure_of(*accounts[i], answer.error()));
      continue;
    }
    auto const& page = answer->as_object();
    truncated = truncated || optional_bool(page, "truncated").value().value_or(false);
    auto const token = one ? std::string() : live_.token_for(accounts[i]->row).value();
    for (auto& contact : contact_answers(*accounts[i], page, question.number, settings_.default_region)) {
      if (!one) contact.as_object()["jwtToken"] = token;
      contacts.push_back(std::move(contact));
    }
  }
  json::object result{{"successful", true}, {"from", "crm"}, {"truncated", truncated}};
  result["returnMessage"] = contacts.empty() ? warning_message(question.nobody) : success_message(count_of(contacts.size()));
  result["contact"] = std::move(contacts);
  if (!failures.empty()) result["failures"] = std::move(failures);
  return json::value(std::move(result));
}

Result<json::value> Contacts::find(json::object const& params, RequestContext const& request) {
  auto const number = number_of(params, settings_.default_region);
  if (!number) return number.error();
  auto const masks = optional_text(params, "overridingFormat");
  if (!masks) return masks.error();
  bool one = false;
  auto const asked = accounts(params, one);
  if (!asked) return asked.error();
  json::array formats;
  for (auto& spelling : phone_number_spellings(*number, masks->value_or(""))) formats.emplace_back(std::move(spelling));
  Question const question{"contact.find",
                          {{"e164", number->e164},
                           {"countryCode", number->country_code},
                           {"national", number->national},
                           {"formats", std::move(formats)}},
                          &*number,
                          "Nobody in the CRM has this number."};
  return ask(question, *asked, one, request.context);
}

Result<json::value> Contacts::search(json::object const& params, RequestContext const& request) {
  auto const name = required_text(params, "name");
  if (!name) return name.error();
  bool one = false;
  auto const asked = accounts(params, one);
  if (!asked) return asked.error();
  Question const question{"contact.search", {{"name", *name}}, nullptr, "Nobody in the CRM has a name like this."};
  return ask(question, *asked, one, request.context);
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
  auto const token = required_text(params, "jwtToken");
  if (!token) return token.error();
  auto const live = live_.by_token(*token);
  if (!live) return live.error();
  auto const type = type_for((*live)->adapter.manifest(), *wanted_type);
  if (!type) return type.error();
  auto const contact = live_.ask(
      **live, "contact.create",
      {{"name", *name}, {"type", *type}, {"e164", number->e164}, {"additional", *additional}}, request.context);
  if (!contact) return contact.error();
  auto answer = contact_answer(**live, contact->as_object());
  if (!answer.contains("phone")) answer["phone"] = number->e164;
  return json::object{{"successful", true},
                      {"contact", std::move(answer)},
                      {"returnMessage", success_message("Contact created.")}};
}

}  // namespace patchbay::service
