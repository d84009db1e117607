// The JSON spelling of every struct in model.hpp: one table each, read and written by model_json.hpp.
// adapters/README.md shows the same. Constants; any thread.
#pragma once

#include <tuple>
#include <type_traits>

#include "patchbay/model.hpp"

namespace patchbay {
inline namespace sdk {
namespace detail {

enum class Presence { may_miss, must_be };

template <class Struct, class Member>
struct Field {
  char const* name;
  Member Struct::*member;
  Presence presence;
};

template <class Struct, class Member>
constexpr auto may(char const* name, Member Struct::*member) {
  return Field<Struct, Member>{name, member, Presence::may_miss};
}
template <class Struct, class Member>
constexpr auto must(char const* name, Member Struct::*member) {
  return Field<Struct, Member>{name, member, Presence::must_be};
}

template <class Struct>
inline constexpr std::nullptr_t fields = nullptr;

template <>
inline constexpr auto fields<Scope> = std::tuple(
    may("userId", &Scope::user_id), may("userName", &Scope::user_name), may("userEmail", &Scope::user_email),
    may("timeZone", &Scope::time_zone), may("signIn", &Scope::sign_in), may("variables", &Scope::variables),
    may("settings", &Scope::settings));
template <>
inline constexpr auto fields<User> = std::tuple(must("id", &User::id), may("name", &User::name),
                                                may("email", &User::email), may("timeZone", &User::time_zone),
                                                may("variables", &User::variables));
template <>
inline constexpr auto fields<Phone> = std::tuple(may("number", &Phone::number), may("label", &Phone::label));
template <>
inline constexpr auto fields<RelatedRecord> = std::tuple(may("kind", &RelatedRecord::kind),
                                                         may("id", &RelatedRecord::id),
                                                         may("title", &RelatedRecord::title),
                                                         may("description", &RelatedRecord::description));
template <>
inline constexpr auto fields<Contact> =
    std::tuple(must("id", &Contact::id), may("type", &Contact::type), may("name", &Contact::name),
               may("phones", &Contact::phones), may("organization", &Contact::organization),
               may("organizationId", &Contact::organization_id), may("title", &Contact::title),
               may("email", &Contact::email), may("ownerId", &Contact::owner_id),
               may("ownerName", &Contact::owner_name), may("createdAt", &Contact::created_at),
               may("lastActivityAt", &Contact::last_activity_at), may("related", &Contact::related));
template <>
inline constexpr auto fields<ContactPage> = std::tuple(may("contacts", &ContactPage::contacts),
                                                       may("truncated", &ContactPage::truncated));
template <>
inline constexpr auto fields<ContactQuery> = std::tuple(may("scope", &ContactQuery::scope),
                                                        must("e164", &ContactQuery::e164),
                                                        may("countryCode", &ContactQuery::country_code),
                                                        may("national", &ContactQuery::national),
                                                        may("formats", &ContactQuery::formats));
template <>
inline constexpr auto fields<NameQuery> = std::tuple(may("scope", &NameQuery::scope),
                                                     must("name", &NameQuery::name));
template <>
inline constexpr auto fields<ContactListQuery> = std::tuple(
    may("scope", &ContactListQuery::scope), may("cursor", &ContactListQuery::cursor),
    may("changedSince", &ContactListQuery::changed_since));
template <>
inline constexpr auto fields<ContactKey> = std::tuple(must("id", &ContactKey::id),
                                                      may("type", &ContactKey::type));
template <>
inline constexpr auto fields<ContactListPage> = std::tuple(may("contacts", &ContactListPage::contacts),
                                                           may("deleted", &ContactListPage::deleted),
                                                           may("cursor", &ContactListPage::cursor));
template <>
inline constexpr auto fields<NewContact> = std::tuple(may("scope", &NewContact::scope),
                                                      must("name", &NewContact::name),
                                                      must("type", &NewContact::type),
                                                      may("e164", &NewContact::e164),
                                                      may("additional", &NewContact::additional));
template <>
inline constexpr auto fields<ContactRef> = std::tuple(may("id", &ContactRef::id),
                                                      may("type", &ContactRef::type),
                                                      may("name", &ContactRef::name),
                                                      may("organizationId", &ContactRef::organization_id));
template <>
inline constexpr auto fields<Party> = std::tuple(may("phoneNumber", &Party::phone_number),
                                                 may("extensionNumber", &Party::extension_number),
                                                 may("name", &Party::name));
template <>
inline constexpr auto fields<LogRef> = std::tuple(must("id", &LogRef::id),
                                                  may("adapterData", &LogRef::adapter_data));
template <>
inline constexpr auto fields<CallLog> = std::tuple(
    may("scope", &CallLog::scope), must("sessionId", &CallLog::session_id), may("subject", &CallLog::subject),
    may("body", &CallLog::body), may("inbound", &CallLog::inbound), may("from", &CallLog::from),
    may("to", &CallLog::to), must("startTime", &CallLog::start_time),
    may("startDay", &CallLog::start_day), may("duration", &CallLog::duration),
    may("result", &CallLog::result), may("recordingLink", &CallLog::recording_link),
    must("contact", &CallLog::contact), may("additional", &CallLog::additional));
template <>
inline constexpr auto fields<LogQuery> = std::tuple(may("scope", &LogQuery::scope),
                                                    must("logs", &LogQuery::logs));
template <>
inline constexpr auto fields<LogReading> = std::tuple(
    must("id", &LogReading::id), may("error", &LogReading::error), may("subject", &LogReading::subject),
    may("body", &LogReading::body), may("contactName", &LogReading::contact_name),
    may("dispositions", &LogReading::dispositions), may("adapterData", &LogReading::adapter_data));
template <>
inline constexpr auto fields<CallLogChange> = std::tuple(
    may("scope", &CallLogChange::scope), must("log", &CallLogChange::log),
    may("contact", &CallLogChange::contact), may("subject", &CallLogChange::subject),
    may("body", &CallLogChange::body), may("startTime", &CallLogChange::start_time),
    may("startDay", &CallLogChange::start_day),
    may("duration", &CallLogChange::duration), may("result", &CallLogChange::result),
    may("recordingLink", &CallLogChange::recording_link), may("additional", &CallLogChange::additional));
template <>
inline constexpr auto fields<Disposition> = std::tuple(may("scope", &Disposition::scope),
                                                       must("log", &Disposition::log),
                                                       may("contact", &Disposition::contact),
                                                       must("dispositions", &Disposition::dispositions));
template <>
inline constexpr auto fields<ContactChange> =
    std::tuple(may("scope", &ContactChange::scope), must("log", &ContactChange::log),
               must("contact", &ContactChange::contact), may("previous", &ContactChange::previous),
               may("additional", &ContactChange::additional));
template <>
inline constexpr auto fields<NewTask> = std::tuple(
    may("scope", &NewTask::scope), must("sessionId", &NewTask::session_id), may("subject", &NewTask::subject),
    may("body", &NewTask::body), must("dueTime", &NewTask::due_time), may("dueDay", &NewTask::due_day),
    must("contact", &NewTask::contact), may("additional", &NewTask::additional));
template <>
inline constexpr auto fields<LogSearch> = std::tuple(may("scope", &LogSearch::scope),
                                                     must("sessionId", &LogSearch::session_id),
                                                     may("contact", &LogSearch::contact),
                                                     must("since", &LogSearch::since));
template <>
inline constexpr auto fields<MessageLog> = std::tuple(
    may("scope", &MessageLog::scope), must("conversationId", &MessageLog::conversation_id),
    may("kind", &MessageLog::kind), may("subject", &MessageLog::subject), may("body", &MessageLog::body),
    may("inbound", &MessageLog::inbound), must("time", &MessageLog::time),
    must("contact", &MessageLog::contact), may("additional", &MessageLog::additional));
template <>
inline constexpr auto fields<MessageLogChange> = std::tuple(may("scope", &MessageLogChange::scope),
                                                            must("log", &MessageLogChange::log),
                                                            may("contact", &MessageLogChange::contact),
                                                            may("subject", &MessageLogChange::subject),
                                                            may("body", &MessageLogChange::body));
template <>
inline constexpr auto fields<NewAttachment> =
    std::tuple(may("scope", &NewAttachment::scope), must("log", &NewAttachment::log),
               may("contact", &NewAttachment::contact), may("additional", &NewAttachment::additional),
               must("mark", &NewAttachment::mark), must("name", &NewAttachment::name),
               must("contentType", &NewAttachment::content_type), must("content", &NewAttachment::content),
               must("time", &NewAttachment::time), may("retried", &NewAttachment::retried));

template <class T>
concept Described = !std::is_same_v<std::remove_const_t<decltype(fields<T>)>, std::nullptr_t>;

}  // namespace detail
}  // namespace sdk
}  // namespace patchbay
