// The operations that an adapter can offer, one type each: its name on the wire, what it takes, what it gives.
// An author lists patchbay::on<patchbay::FindContacts, find_contacts>(); what is not listed is not offered.
#pragma once

#include <optional>
#include <vector>

#include "patchbay/model.hpp"

namespace patchbay {
inline namespace sdk {

// clang-format off
struct GetUser          { static constexpr char name[] = "user.get";           using Params = Scope;            using Reply = User; };
struct FindContacts     { static constexpr char name[] = "contact.find";       using Params = ContactQuery;     using Reply = ContactPage; };
struct SearchContacts   { static constexpr char name[] = "contact.search";     using Params = NameQuery;        using Reply = ContactPage; };
struct ListContacts     { static constexpr char name[] = "contact.list";       using Params = ContactListQuery; using Reply = ContactListPage; };
struct CreateContact    { static constexpr char name[] = "contact.create";     using Params = NewContact;       using Reply = Contact; };
struct CreateCallLog    { static constexpr char name[] = "callLog.create";     using Params = CallLog;          using Reply = LogRef; };
struct GetCallLogs      { static constexpr char name[] = "callLog.get";        using Params = LogQuery;         using Reply = std::vector<LogReading>; };
struct UpdateCallLog    { static constexpr char name[] = "callLog.update";     using Params = CallLogChange;    using Reply = LogRef; };
struct FindCallLog      { static constexpr char name[] = "callLog.find";       using Params = LogSearch;        using Reply = std::optional<LogRef>; };
struct SetDisposition   { static constexpr char name[] = "callDisposition.set"; using Params = Disposition;     using Reply = LogRef; };
struct SetCallContact   { static constexpr char name[] = "callContact.set";    using Params = ContactChange;    using Reply = LogRef; };
struct CreateTask       { static constexpr char name[] = "task.create";        using Params = NewTask;          using Reply = LogRef; };
struct FindTask         { static constexpr char name[] = "task.find";          using Params = LogSearch;        using Reply = std::optional<LogRef>; };
struct CreateMessageLog { static constexpr char name[] = "messageLog.create";  using Params = MessageLog;       using Reply = LogRef; };
struct GetMessageLogs   { static constexpr char name[] = "messageLog.get";     using Params = LogQuery;         using Reply = std::vector<LogReading>; };
struct UpdateMessageLog { static constexpr char name[] = "messageLog.update";  using Params = MessageLogChange; using Reply = LogRef; };
struct FindMessageLog   { static constexpr char name[] = "messageLog.find";    using Params = LogSearch;        using Reply = std::optional<LogRef>; };
struct CreateAttachment { static constexpr char name[] = "attachment.create";  using Params = NewAttachment;    using Reply = LogRef; };
// clang-format on

}  // namespace sdk
}  // namespace patchbay
