// The operations of the Zoho CRM adapter, for its table and its tests. Pure mappings; called on many threads
// at the same time.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::zoho {

Result<User> get_user(Http& http, Scope const& scope);

Result<ContactPage> find_contacts(Http& http, ContactQuery const& query);
Result<ContactPage> search_contacts(Http& http, NameQuery const& query);
Result<ContactListPage> list_contacts(Http& http, ContactListQuery const& wish);
Result<Contact> create_contact(Http& http, NewContact const& wish);

Result<LogRef> create_call_log(Http& http, CallLog const& log);
Result<std::vector<LogReading>> get_call_logs(Http& http, LogQuery const& query);
Result<LogRef> update_call_log(Http& http, CallLogChange const& change);
Result<LogRef> set_disposition(Http& http, Disposition const& wish);
Result<LogRef> set_call_contact(Http& http, ContactChange const& change);
Result<std::optional<LogRef>> find_call_log(Http& http, LogSearch const& search);

Result<LogRef> create_task(Http& http, NewTask const& task);
Result<std::optional<LogRef>> find_task(Http& http, LogSearch const& search);

Result<LogRef> create_message_log(Http& http, MessageLog const& log);
Result<std::vector<LogReading>> get_message_logs(Http& http, LogQuery const& query);
Result<LogRef> update_message_log(Http& http, MessageLogChange const& change);
Result<std::optional<LogRef>> find_message_log(Http& http, LogSearch const& search);

}  // namespace patchbay::zoho
