// The table: what this adapter offers, and who is signed in.
#include "hubspot.hpp"

#include "answer.hpp"
#include "manifest.hpp"
#include "outcomes.hpp"
#include "patchbay/words.hpp"

namespace patchbay::hubspot {
namespace {

// The owner that the person is in HubSpot: by the user of the sign-in, or by the e-mail beside a key. None:
// neither is known, and records get no owner.
std::optional<Request> owner_request(Scope const& scope) {
  auto const user = variable(scope, "token.user_id"), email = variable(scope, "field.email");
  if (!user.empty())
    return get(std::string(owners) + '/' + percent_encoded(user)).query("idProperty", "userId");
  if (!email.empty()) return get(owners).query("email", email).query("limit", "1");
  return std::nullopt;
}

// The owner in either answer; null where the person is none, as somebody who only looks at the account may
// be.
Result<json::value> owner_in(Result<json::value> const& answer, bool by_user) {
  if (by_user && answer.has_error() && answer.error().status == PATCHBAY_NOT_FOUND) return json::value();
  if (by_user || !answer) return answer;
  auto const& found = list(*answer, "results");
  if (found.empty()) return invalid_field("email", "is nobody's in this HubSpot account");
  return found.front();
}

// One person has the same number in every account, so the account's stands in front.
User user_from(Scope const& scope, std::string const& portal, json::value const& owner) {
  auto person = variable(scope, "token.user_id");
  if (person.empty()) person = text(owner, "userId");
  User user;
  user.id = person.empty() ? portal : portal + "-" + person;
  user.name = trimmed(text(owner, "firstName") + " " + text(owner, "lastName"));
  user.email = text(owner, "email");
  if (user.name.empty()) user.name = user.email.empty() ? "HubSpot account " + portal : user.email;
  user.variables["portal_id"] = portal;
  user.variables["owner_id"] = text(owner, "id");
  return user;
}

}  // namespace

Result<User> get_user(Http& http, Scope const& scope) {
  std::vector<Request> requests{get(account_details), get(call_outcomes)};
  if (auto owner = owner_request(scope)) requests.push_back(*std::move(owner));
  auto const answers = ask_all(http, std::move(requests));
  auto const& account = answers[0];
  if (!account) return account.error();
  auto const portal = required<std::string>(*account, "portalId");
  if (!portal) return portal.error();
  bool const by_user = !variable(scope, "token.user_id").empty();
  auto const owner = answers.size() > 2 ? owner_in(answers[2], by_user) : Result<json::value>(json::value());
  if (!owner) return owner.error();
  auto user = user_from(scope, *portal, *owner);
  user.time_zone = text(*account, "timeZone");
  auto const domain = text(*account, "uiDomain");
  user.variables["ui_domain"] = domain.empty() ? "app.hubspot.com" : domain;
  user.variables["outcomes"] = outcomes_variable(answers[1]);
  return user;
}

}  // namespace patchbay::hubspot

namespace hs = patchbay::hubspot;

PATCHBAY_ADAPTER(manifest, patchbay::on<patchbay::GetUser, hs::get_user>(),
                 patchbay::on<patchbay::FindContacts, hs::find_contacts>(),
                 patchbay::on<patchbay::SearchContacts, hs::search_contacts>(),
                 patchbay::on<patchbay::ListContacts, hs::list_contacts>(),
                 patchbay::on<patchbay::CreateContact, hs::create_contact>(),
                 patchbay::on<patchbay::CreateCallLog, hs::create_call_log>(),
                 patchbay::on<patchbay::GetCallLogs, hs::get_call_logs>(),
                 patchbay::on<patchbay::UpdateCallLog, hs::update_call_log>(),
                 patchbay::on<patchbay::FindCallLog, hs::find_call_log>(),
                 patchbay::on<patchbay::SetDisposition, hs::set_disposition>(),
                 patchbay::on<patchbay::SetCallContact, hs::set_call_contact>(),
                 patchbay::on<patchbay::CreateTask, hs::create_task>(),
                 patchbay::on<patchbay::FindTask, hs::find_task>(),
                 patchbay::on<patchbay::CreateMessageLog, hs::create_message_log>(),
                 patchbay::on<patchbay::GetMessageLogs, hs::get_message_logs>(),
                 patchbay::on<patchbay::UpdateMessageLog, hs::update_message_log>(),
                 patchbay::on<patchbay::FindMessageLog, hs::find_message_log>());
