// The table: what this adapter offers, and who is signed in.
#include "pipedrive.hpp"

#include "answer.hpp"
#include "manifest.hpp"

namespace patchbay::pipedrive {

Result<User> get_user(Http& http, Scope const&) {
  auto const answer = document(http.send(get("/api/v1/users/me")));
  if (!answer) return answer.error();
  auto id = required<std::string>(*answer, "data.id");
  if (!id) return id.error();
  User user;
  user.id = *std::move(id);
  user.name = text(*answer, "data.name");
  user.email = text(*answer, "data.email");
  user.time_zone = text(*answer, "data.timezone_name");
  user.variables["company_domain"] = text(*answer, "data.company_domain");
  return user;
}

}  // namespace patchbay::pipedrive

namespace pd = patchbay::pipedrive;

PATCHBAY_ADAPTER(manifest, patchbay::on<patchbay::GetUser, pd::get_user>(),
                 patchbay::on<patchbay::FindContacts, pd::find_contacts>(),
                 patchbay::on<patchbay::SearchContacts, pd::search_contacts>(),
                 patchbay::on<patchbay::ListContacts, pd::list_contacts>(),
                 patchbay::on<patchbay::CreateContact, pd::create_contact>(),
                 patchbay::on<patchbay::CreateCallLog, pd::create_call_log>(),
                 patchbay::on<patchbay::GetCallLogs, pd::get_logs>(),
                 patchbay::on<patchbay::UpdateCallLog, pd::update_call_log>(),
                 patchbay::on<patchbay::FindCallLog, pd::find_log>(),
                 patchbay::on<patchbay::SetDisposition, pd::set_disposition>(),
                 patchbay::on<patchbay::SetCallContact, pd::set_call_contact>(),
                 patchbay::on<patchbay::CreateTask, pd::create_task>(),
                 patchbay::on<patchbay::FindTask, pd::find_log>(),
                 patchbay::on<patchbay::CreateMessageLog, pd::create_message_log>(),
                 patchbay::on<patchbay::GetMessageLogs, pd::get_logs>(),
                 patchbay::on<patchbay::UpdateMessageLog, pd::update_message_log>(),
                 patchbay::on<patchbay::FindMessageLog, pd::find_log>());
