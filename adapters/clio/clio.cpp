// The table: what this adapter offers, and who is signed in.
#include "clio.hpp"

#include "answer.hpp"
#include "manifest.hpp"
#include "time_zone.hpp"

namespace patchbay::clio {

Result<User> get_user(Http& http, Scope const&) {
  auto const me = record(http.send(reading("users", "who_am_i", "id,name,email,time_zone")));
  if (!me) return me.error();
  auto id = required<std::string>(*me, "id");
  if (!id) return id.error();
  User user;
  user.id = *std::move(id);
  user.name = text(*me, "name");
  user.email = text(*me, "email");
  user.time_zone = iana_name(text(*me, "time_zone"));
  return user;
}

}  // namespace patchbay::clio

namespace cl = patchbay::clio;

PATCHBAY_ADAPTER(manifest, patchbay::on<patchbay::GetUser, cl::get_user>(),
                 patchbay::on<patchbay::FindContacts, cl::find_contacts>(),
                 patchbay::on<patchbay::SearchContacts, cl::search_contacts>(),
                 patchbay::on<patchbay::ListContacts, cl::list_contacts>(),
                 patchbay::on<patchbay::CreateContact, cl::create_contact>(),
                 patchbay::on<patchbay::CreateCallLog, cl::create_call_log>(),
                 patchbay::on<patchbay::GetCallLogs, cl::get_logs>(),
                 patchbay::on<patchbay::UpdateCallLog, cl::update_call_log>(),
                 patchbay::on<patchbay::FindCallLog, cl::find_log>(),
                 patchbay::on<patchbay::SetDisposition, cl::set_disposition>(),
                 patchbay::on<patchbay::SetCallContact, cl::set_call_contact>(),
                 patchbay::on<patchbay::CreateTask, cl::create_task>(),
                 patchbay::on<patchbay::FindTask, cl::find_task>(),
                 patchbay::on<patchbay::CreateMessageLog, cl::create_message_log>(),
                 patchbay::on<patchbay::GetMessageLogs, cl::get_logs>(),
                 patchbay::on<patchbay::UpdateMessageLog, cl::update_message_log>(),
                 patchbay::on<patchbay::FindMessageLog, cl::find_log>(),
                 patchbay::on<patchbay::CreateAttachment, cl::create_attachment>());
