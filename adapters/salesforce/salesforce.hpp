// The operations of the Salesforce adapter, for its table and its tests. Pure mappings; any thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::salesforce {

Result<User> get_user(Http& http, Scope const& scope);

Result<ContactPage> find_contacts(Http& http, ContactQuery const& query);
Result<ContactPage> search_contacts(Http& http, NameQuery const& query);
Result<ContactListPage> list_contacts(Http& http, ContactListQuery const& wish);
Result<Contact> create_contact(Http& http, NewContact const& wish);

Result<LogRef> create_call_log(Http& http, CallLog const& log);
Result<LogRef> update_call_log(Http& http, CallLogChange const& change);
Result<LogRef> set_disposition(Http& http, Disposition const& wish);
Result<LogRef> set_call_contact(Http& http, ContactChange const& change);

Result<LogRef> create_task(Http& http, NewTask const& task);

Result<LogRef> create_message_log(Http& http, MessageLog const& log);
Result<LogRef> update_message_log(Http& http, MessageLogChange const& change);

// Of calls and of messages: both are tasks.
Result<std::vector<LogReading>> get_logs(Http& http, LogQuery const& wish);
// Of calls, of messages, and of what is to be done; each is told from the others by its mark.
Result<std::optional<LogRef>> find_log(Http& http, LogSearch const& search);

}  // namespace patchbay::salesforce
