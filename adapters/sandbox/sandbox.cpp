// The sandbox adapter: read this one first. It teaches Patchbay one CRM, the small one in crm/. The host
// signs in, waits, repeats and remembers; what is left is a table of functions that turn a question into
// requests and the answers into values.
#include "sandbox.hpp"

#include <charconv>

#include "manifest.hpp"  // manifest.json as a text, made by the build

namespace sandbox {

// The host asks this right after a sign-in, and takes the account's name and time zone from it.
Result<User> get_user(Http& http, Scope const&) {
  auto const me = ask(http, get("/api/v1/users/me"));
  if (!me) return me.error();
  User user;
  // required(): an answer without this is useless. text(): good to have.
  auto const id = required<std::string>(*me, "id");
  if (!id) return id.error();
  user.id = *id;
  user.name = text(*me, "name");
  user.email = text(*me, "email");
  user.time_zone = text(*me, "time_zone");
  // The host keeps this with the connection; the manifest's URLs begin with {user.crm_url}.
  user.variables["crm_url"] = text(*me, "crm_url");
  return user;
}

namespace {

// The extension knows its own names of things, not the CRM's.
std::string our_name(std::string const& field) {
  if (field == "contact_id") return "contactId";
  if (field == "deal_id") return "deal";
  if (field == "name") return "newContactName";
  return field;
}

}  // namespace

Result<json::value> ask(Http& http, Request request) {
  auto const response = http.send(std::move(request));
  if (!response) return response.error();  // no answer: the host's own error, handed on as it is
  return document_of(*response);
}

Result<json::value> document_of(Response const& response) {
  if (response.ok()) return response.json();
  auto const body = response.json();
  auto const problem = body ? *body : json::value();
  // The CRM's own sentence may hold a name or a number: it goes where it is shown and never logged.
  auto error = error_for_status(response.status, text(problem, "error.message"));
  if (error.status == PATCHBAY_INVALID_PARAMS) error.field = our_name(text(problem, "error.field"));
  return error;
}

Result<std::int64_t> number_from(std::string const& id, char const* field) {
  std::int64_t number = 0;
  auto const [end, fault] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (fault != std::errc() || end != id.data() + id.size())
    return invalid_field(field, "is no id of this CRM");
  return number;
}

Result<json::value> number_or_nobody(ContactRef const& contact) {
  if (contact.id.empty()) return json::value(nullptr);
  auto const number = number_from(contact.id, "contactId");
  if (!number) return number.error();
  return json::value(*number);
}

Result<void> add_deal(json::object const& chosen, json::object& fields) {
  auto const deal = optional<std::string>(chosen, "deal");
  if (!deal) return {};
  if (deal->empty()) {
    fields["deal_id"] = nullptr;
    return {};
  }
  auto const number = number_from(*deal, "deal");
  if (!number) return number.error();
  fields["deal_id"] = *number;
  return {};
}

}  // namespace sandbox

// What is listed is offered, and the host hides from the extension what is not.
PATCHBAY_ADAPTER(manifest,
                 patchbay::on<patchbay::GetUser, sandbox::get_user>(),
                 patchbay::on<patchbay::FindContacts, sandbox::find_contacts>(),
                 patchbay::on<patchbay::SearchContacts, sandbox::search_contacts>(),
                 patchbay::on<patchbay::ListContacts, sandbox::list_contacts>(),
                 patchbay::on<patchbay::CreateContact, sandbox::create_contact>(),
                 patchbay::on<patchbay::CreateCallLog, sandbox::create_call_log>(),
                 patchbay::on<patchbay::GetCallLogs, sandbox::get_call_logs>(),
                 patchbay::on<patchbay::UpdateCallLog, sandbox::update_call_log>(),
                 patchbay::on<patchbay::FindCallLog, sandbox::find_call_log>(),
                 patchbay::on<patchbay::SetDisposition, sandbox::set_disposition>(),
                 patchbay::on<patchbay::SetCallContact, sandbox::set_contact>(),
                 patchbay::on<patchbay::CreateTask, sandbox::create_task>(),
                 patchbay::on<patchbay::FindTask, sandbox::find_task>(),
                 patchbay::on<patchbay::CreateMessageLog, sandbox::create_message_log>(),
                 patchbay::on<patchbay::GetMessageLogs, sandbox::get_message_logs>(),
                 patchbay::on<patchbay::UpdateMessageLog, sandbox::update_message_log>(),
                 patchbay::on<patchbay::FindMessageLog, sandbox::find_message_log>());
