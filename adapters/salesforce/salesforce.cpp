// The table: what this adapter offers, and who is signed in.
#include "salesforce.hpp"

#include "answer.hpp"
#include "manifest.hpp"

namespace patchbay::salesforce {

// The token's reply names the org and the user: "https://login.salesforce.com/id/ORG/USER". The user's own
// record tells the rest. A sandbox has the users of the org that it is a copy of, so the org stands in front.
Result<User> get_user(Http& http, Scope const& scope) {
  auto const found = scope.variables.find("token.id");
  auto const url = found == scope.variables.end() ? std::string() : found->second;
  auto const user_at = url.rfind('/') + 1;  // 0 where there is none
  auto const organization_at = user_at < 2 ? 0 : url.rfind('/', user_at - 2) + 1;
  auto const id = url.substr(user_at);
  auto const organization =
      url.substr(organization_at, std::max<std::size_t>(user_at, 1) - 1 - organization_at);
  if (!is_id(organization) || !is_id(id, users))
    return fail(PATCHBAY_BAD_REPLY, "Salesforce does not say who is signed in.");
  auto const rows =
      all_rows(http, http.send(query("SELECT Name,Email,TimeZoneSidKey FROM User WHERE Id='" + id + "'")));
  if (!rows) return rows.error();
  if (rows->empty()) return fail(PATCHBAY_FORBIDDEN, "Salesforce does not show this user their own record.");
  User user;
  user.id = organization + "-" + id;
  user.name = text(rows->front(), "Name");
  user.email = text(rows->front(), "Email");
  user.time_zone = text(rows->front(), "TimeZoneSidKey");
  return user;
}

}  // namespace patchbay::salesforce

namespace sf = patchbay::salesforce;

PATCHBAY_ADAPTER(manifest, patchbay::on<patchbay::GetUser, sf::get_user>(),
                 patchbay::on<patchbay::FindContacts, sf::find_contacts>(),
                 patchbay::on<patchbay::SearchContacts, sf::search_contacts>(),
                 patchbay::on<patchbay::ListContacts, sf::list_contacts>(),
                 patchbay::on<patchbay::CreateContact, sf::create_contact>(),
                 patchbay::on<patchbay::CreateCallLog, sf::create_call_log>(),
                 patchbay::on<patchbay::GetCallLogs, sf::get_logs>(),
                 patchbay::on<patchbay::UpdateCallLog, sf::update_call_log>(),
                 patchbay::on<patchbay::FindCallLog, sf::find_log>(),
                 patchbay::on<patchbay::SetDisposition, sf::set_disposition>(),
                 patchbay::on<patchbay::SetCallContact, sf::set_call_contact>(),
                 patchbay::on<patchbay::CreateTask, sf::create_task>(),
                 patchbay::on<patchbay::FindTask, sf::find_log>(),
                 patchbay::on<patchbay::CreateMessageLog, sf::create_message_log>(),
                 patchbay::on<patchbay::GetMessageLogs, sf::get_logs>(),
                 patchbay::on<patchbay::UpdateMessageLog, sf::update_message_log>(),
                 patchbay::on<patchbay::FindMessageLog, sf::find_log>());
