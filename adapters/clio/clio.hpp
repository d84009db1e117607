// The operations of the Clio adapter, for its table and its tests. Pure mappings; called on many threads at
// the same time.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::clio {

Result<User> get_user(Http& http, Scope const& scope);

Result<ContactPage> find_contacts(Http& http, ContactQuery const& query);
Result<ContactPage> search_contacts(Http& http, NameQuery const& query);
Result<ContactListPage> list_contacts(Http& http, ContactListQuery const& query);
Result<Contact> create_contact(Http& http, NewContact const& wish);

Result<LogRef> create_call_log(Http& http, CallLog const& log);
Result<LogRef> update_call_log(Http& http, CallLogChange const& change);
Result<LogRef> set_disposition(Http& http, Disposition const& wish);
Result<LogRef> set_call_contact(Http& http, ContactChange const& wish);

Result<LogRef> create_task(Http& http, NewTask const& task);
Result<std::optional<LogRef>> find_task(Http& http, LogSearch const& search);

Result<LogRef> create_message_log(Http& http, MessageLog const& log);
Result<LogRef> update_message_log(Http& http, MessageLogChange const& change);

Result<LogRef> create_attachment(Http& http, NewAttachment const& wish);

// Calls and messages are communications both: they are read and searched alike.
Result<std::vector<LogReading>> get_logs(Http& http, LogQuery const& query);
Result<std::optional<LogRef>> find_log(Http& http, LogSearch const& search);

}  // namespace patchbay::clio
