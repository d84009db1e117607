// The table: what this adapter offers, and who is signed in.
#include "zoho.hpp"

#include "answer.hpp"
#include "duration.hpp"
#include "log.hpp"
#include "manifest.hpp"

namespace patchbay::zoho {
namespace {

// Where people see the records, by where the API is: "https://www.zohoapis.eu" belongs to crm.zoho.eu.
std::string crm_host(Scope const& scope) {
  constexpr std::string_view mark = ".zohoapis.";
  auto const domain = variable(scope, "token.api_domain");
  auto const at = domain.find(mark);
  if (at == std::string::npos) return "crm.zoho.com";
  auto const top = domain.substr(at + mark.size());
  bool const sandbox = domain.find("://sandbox.") != std::string::npos;
  return (sandbox ? "crmsandbox." : "crm.") + ((top == "ca" ? "zohocloud." : "zoho.") + top);
}

// ["Interested", ...]: what Call_Result offers. Without the metadata nothing is offered.
std::string call_results_in(Result<json::value> const& answer) {
  json::array names;
  for (auto const& field : items(answer, "fields")) {
    if (text(field, "api_name") != "Call_Result") continue;
    for (auto const& value : list(field, "pick_list_values")) {
      auto const name = text(value, "actual_value");
      if (!name.empty() && name != "-None-" && text(value, "type") != "unused") names.emplace_back(name);
    }
  }
  return json::serialize(names);
}

// As the account's calls tell; the usual one when they do not; empty when there are no calls to ask.
std::string format_in(Result<json::value> const& answer) {
  auto const calls = items(answer, "data");
  for (auto const& call : calls)
    if (auto format = duration_format(call); !format.empty()) return format;
  return calls.empty() ? "" : minutes_seconds;
}

}  // namespace

Result<User> get_user(Http& http, Scope const& scope) {
  auto const replies = http.send_all({get(path_of("users")).query("type", "CurrentUser"), get(path_of("org")),
                                      get(path_of("settings/fields")).query("module", calls.module),
                                      newest(calls.module, duration_fields, "20")});
  auto const users = document(replies[0]);
  if (!users) return users.error();
  auto const me = first(users, "users"), org = first(document(replies[1]), "org");
  auto const id = required<std::string>(me, "id");
  if (!id) return id.error();
  User user;
  user.id = *id;
  user.name = text(me, "full_name");
  user.email = text(me, "email");
  user.time_zone = text(me, "time_zone");
  user.variables["org"] = text(org, "domain_name");
  user.variables["crm_host"] = crm_host(scope);
  user.variables["call_results"] = call_results_in(document(replies[2]));
  user.variables["duration_format"] = format_in(document(replies[3]));
  return user;
}

}  // namespace patchbay::zoho

namespace zo = patchbay::zoho;

PATCHBAY_ADAPTER(manifest, patchbay::on<patchbay::GetUser, zo::get_user>(),
                 patchbay::on<patchbay::FindContacts, zo::find_contacts>(),
                 patchbay::on<patchbay::SearchContacts, zo::search_contacts>(),
                 patchbay::on<patchbay::ListContacts, zo::list_contacts>(),
                 patchbay::on<patchbay::CreateContact, zo::create_contact>(),
                 patchbay::on<patchbay::CreateCallLog, zo::create_call_log>(),
                 patchbay::on<patchbay::GetCallLogs, zo::get_call_logs>(),
                 patchbay::on<patchbay::UpdateCallLog, zo::update_call_log>(),
                 patchbay::on<patchbay::FindCallLog, zo::find_call_log>(),
                 patchbay::on<patchbay::SetDisposition, zo::set_disposition>(),
                 patchbay::on<patchbay::SetCallContact, zo::set_call_contact>(),
                 patchbay::on<patchbay::CreateTask, zo::create_task>(),
                 patchbay::on<patchbay::FindTask, zo::find_task>(),
                 patchbay::on<patchbay::CreateMessageLog, zo::create_message_log>(),
                 patchbay::on<patchbay::GetMessageLogs, zo::get_message_logs>(),
                 patchbay::on<patchbay::UpdateMessageLog, zo::update_message_log>(),
                 patchbay::on<patchbay::FindMessageLog, zo::find_message_log>());
