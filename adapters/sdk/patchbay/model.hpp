// What the host asks an adapter and what the adapter answers, as C++ values. The JSON spelling of each is in adapters/README.md.
// Ids are strings on our side, whatever the CRM has. Plain values; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "patchbay/error.hpp"
#include "patchbay/time.hpp"

namespace patchbay {
inline namespace sdk {

namespace json = boost::json;

// Who is signed in and how the adapter is set: the same in every operation. Empty before the first user.get.
struct Scope {
  std::string user_id;
  std::string user_name;
  std::string user_email;
  std::string time_zone;  // IANA name, or empty
  std::string sign_in;    // "oauth" or "apiKey"
  std::map<std::string, std::string> variables;  // what the token reply and User::variables brought, e.g. "token.api_domain"
  json::object settings;  // by the ids of the manifest's settings, defaults filled in
};

struct User {
  std::string id;  // required
  std::string name;
  std::string email;
  std::string time_zone;                         // IANA name ("Europe/Berlin"), or empty
  std::map<std::string, std::string> variables;  // kept with the connection; "{user.NAME}" in the manifest's URL templates
};

struct Phone {
  std::string number;  // as the CRM wrote it
  std::string label;   // "work", "mobile", ..., or empty
};

// A record that a log can be filed under: a deal, a lead, a matter.
struct RelatedRecord {
  std::string kind;  // one of the manifest's related_records
  std::string id;
  std::string title;
  std::string description;  // a second line, or empty
};

struct Contact {
  std::string id;    // required
  std::string type;  // one of the manifest's contact_types
  std::string name;
  std::vector<Phone> phones;
  std::string organization;
  std::string organization_id;
  std::string title;
  std::string email;
  std::string owner_id;    // who in the CRM looks after them
  std::string owner_name;  // empty where the answer has the id only: nobody asks the CRM for a name
  std::string created_at;        // ISO 8601, or empty
  std::string last_activity_at;  // ISO 8601, or empty
  std::vector<RelatedRecord> related;
};

struct ContactPage {
  std::vector<Contact> contacts;
  bool truncated = false;  // the CRM has more than these
};

// contact.find. The host drops hits whose digits do not match, so an adapter may answer with more.
struct ContactQuery {
  Scope scope;
  std::string e164;                 // "+14155550132"
  std::string country_code;         // "1"
  std::string national;             // "4155550132": the digits without the country code
  std::vector<std::string> formats;  // further spellings that the agent's masks give, in order
};

// contact.search.
struct NameQuery {
  Scope scope;
  std::string name;
};

// contact.list: one page of all contacts, or of those that changed. Called again with the page's cursor until that is empty.
struct ContactListQuery {
  Scope scope;
  std::string cursor;                    // empty: the first page
  std::optional<UtcTime> changed_since;  // none: all contacts. The same in every page of a run
};

struct ContactKey {
  std::string id;    // required
  std::string type;  // empty: whatever its type was
};

struct ContactListPage {
  std::vector<Contact> contacts;    // with all their numbers; `related` and `organization` may be left out where they would cost requests
  std::vector<ContactKey> deleted;  // with changed_since, where the CRM tells
  std::string cursor;               // of the next page, the adapter's own; empty: this was the last
};

// contact.create.
struct NewContact {
  Scope scope;
  std::string name;
  std::string type;  // one of the manifest's contact_types, never empty
  std::string e164;
  json::object additional;  // the extension's additionalSubmission
};

// Whom a log is with. An empty id: with nobody, which only a manifest with log.without_contact lets happen.
struct ContactRef {
  std::string id;
  std::string type;
  std::string name;
  std::string organization_id;  // where the host knows it
};

struct Party {
  std::string phone_number;
  std::string extension_number;
  std::string name;
};

// A log, or a task, in the CRM. `adapter_data` is the adapter's own (an etag, the id of a time entry); the host keeps it and hands it back.
struct LogRef {
  std::string id;
  json::object adapter_data;
};

// callLog.create.
struct CallLog {
  Scope scope;
  std::string session_id;
  std::string subject;
  std::string body;  // composed by the host in the manifest's log format
  bool inbound = true;
  Party from;
  Party to;
  UtcTime start_time;
  std::string start_day;  // the same as the user's date, "2026-11-20": for CRMs that keep days
  std::optional<std::chrono::seconds> duration;  // none: not known yet
  std::string result;                            // the phone system's word, or empty
  std::string recording_link;
  ContactRef contact;
  json::object additional;  // additionalSubmission: {"deal": "12"}
};

// callLog.get and messageLog.get.
struct LogQuery {
  Scope scope;
  std::vector<LogRef> logs;
};

struct LogReading {
  std::string id;
  std::optional<Error> error;  // this log could not be read; the others stand
  std::string subject;
  std::string body;
  std::string contact_name;
  json::object dispositions;  // {"deal": "12"}
  json::object adapter_data;
};

// callLog.update: what is set changes, the rest stays.
struct CallLogChange {
  Scope scope;
  LogRef log;
  ContactRef contact;
  std::optional<std::string> subject;
  std::optional<std::string> body;
  std::optional<UtcTime> start_time;
  std::optional<std::string> start_day;
  std::optional<std::chrono::seconds> duration;
  std::optional<std::string> result;
  std::optional<std::string> recording_link;
  json::object additional;
};

// callDisposition.set.
struct Disposition {
  Scope scope;
  LogRef log;
  ContactRef contact;
  json::object dispositions;  // {"deal": "12"}
};

// callContact.set: the log goes from one contact to another, with what it is filed under there.
struct ContactChange {
  Scope scope;
  LogRef log;
  ContactRef contact;
  ContactRef previous;      // whom the log is with as far as the host knows; an empty id: with nobody
  json::object additional;  // what the log shall be filed under now: {"deal": "12"}
};

// task.create: what is to be done after a call, by the user, at a time.
struct NewTask {
  Scope scope;
  std::string session_id;  // its mark, which stands in the body and by which task.find finds it; not that of the call's log
  std::string subject;
  std::string body;     // in the manifest's log format
  UtcTime due_time;
  std::string due_day;  // the same as the user's date, "2026-11-20": for CRMs that keep days
  ContactRef contact;
  json::object additional;  // additionalSubmission, as of the call's log: {"deal": "12"}
};

// callLog.find and task.find: what carries this session's mark, after an answer was lost.
struct LogSearch {
  Scope scope;
  std::string session_id;
  ContactRef contact;
  UtcTime since;  // no log of it can be older, by the CRM's own clock as far as the host knows it
};

// messageLog.create: one record for a contact, a conversation and a day.
struct MessageLog {
  Scope scope;
  std::string conversation_id;  // the mark by which messageLog.find finds it
  std::string kind;             // "sms", "voicemail", "fax"
  std::string subject;
  std::string body;
  bool inbound = true;
  UtcTime time;  // of the first message
  ContactRef contact;
  json::object additional;
};

// messageLog.update.
struct MessageLogChange {
  Scope scope;
  LogRef log;
  ContactRef contact;
  std::optional<std::string> subject;
  std::optional<std::string> body;
};

// attachment.create: a file that belongs to a message log, a fax or a picture.
struct NewAttachment {
  Scope scope;
  LogRef log;
  ContactRef contact;
  json::object additional;  // the message log's own
  std::string mark;         // what tells it from every other attachment, for a CRM that can keep it
  std::string name;         // "Fax 2026-11-20.pdf"
  std::string content_type;
  std::string content;  // base64 (RFC 4648); from_base64() gives the bytes
  UtcTime time;         // of its message
  bool retried = false;  // it was sent before and nobody knows what became of it: look for the mark first
};

}  // namespace sdk
}  // namespace patchbay
