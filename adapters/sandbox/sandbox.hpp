// What the sandbox adapter offers, one function an operation, and what these share. Pure functions: an
// adapter keeps nothing between two calls, so any number of threads may be in here at the same time.
#pragma once

#include "patchbay/patchbay.hpp"

namespace sandbox {

using namespace patchbay;

// sandbox.cpp
Result<User> get_user(Http& http, Scope const& scope);

// contacts.cpp
Result<ContactPage> find_contacts(Http& http, ContactQuery const& query);
Result<ContactPage> search_contacts(Http& http, NameQuery const& query);
Result<ContactListPage> list_contacts(Http& http, ContactListQuery const& query);
Result<Contact> create_contact(Http& http, NewContact const& wanted);

// logs.cpp
Result<LogRef> create_call_log(Http& http, CallLog const& log);
Result<std::vector<LogReading>> get_call_logs(Http& http, LogQuery const& query);
Result<LogRef> update_call_log(Http& http, CallLogChange const& change);
Result<std::optional<LogRef>> find_call_log(Http& http, LogSearch const& search);
Result<LogRef> set_disposition(Http& http, Disposition const& wanted);
Result<LogRef> set_contact(Http& http, ContactChange const& wanted);

// tasks.cpp
Result<LogRef> create_task(Http& http, NewTask const& task);
Result<std::optional<LogRef>> find_task(Http& http, LogSearch const& search);

// messages.cpp
Result<LogRef> create_message_log(Http& http, MessageLog const& log);
Result<std::vector<LogReading>> get_message_logs(Http& http, LogQuery const& query);
Result<LogRef> update_message_log(Http& http, MessageLogChange const& change);
Result<std::optional<LogRef>> find_message_log(Http& http, LogSearch const& search);

// sandbox.cpp: talking to the CRM

// Sends one request and gives the document of a good answer; any other answer becomes an Error.
Result<json::value> ask(Http& http, Request request);
// The same for an answer that is here already.
Result<json::value> document_of(Response const& response);
// The CRM's ids are numbers, ours are texts. `field` is named when `id` is none.
Result<std::int64_t> number_from(std::string const& id, char const* field);
// The number of a contact, or null: with nobody.
Result<json::value> number_or_nobody(ContactRef const& contact);
// {"deal": "12"} becomes the CRM's deal_id: 12, or null for the empty text. Nothing when `chosen` does not
// speak of a deal.
Result<void> add_deal(json::object const& chosen, json::object& fields);

// logs.cpp: calls, messages and tasks are records of one kind, each below a path of its own
LogRef log_ref(json::value const& record);
Result<LogRef> create_log(Http& http, std::string const& path, json::object const& fields);
Result<std::vector<LogReading>> get_logs(Http& http, std::string const& path, LogQuery const& query);
Result<LogRef> change_log(Http& http, std::string const& path, LogRef const& log, json::object const& fields);
Result<std::optional<LogRef>> find_log(Http& http, std::string const& path, std::string const& mark);

}  // namespace sandbox
