#include "patchbay/model_json.hpp"

#include <catch2/catch.hpp>

#include "patchbay/operations.hpp"
#include "patchbay/testing.hpp"

namespace patchbay {
namespace {

constexpr char contact_ref[] = R"({"id":"7","type":"person","name":"Ada","organizationId":"o"})";
constexpr char scope[] =
    R"({"userId":"1","userName":"Una","userEmail":"u@crm.example","timeZone":"Europe/Berlin",
  "signIn":"oauth","variables":{"token.domain":"acme"},"settings":{"flag":true}})";
constexpr char log[] = R"({"id":"9","adapterData":{"etag":"x"}})";

// Every struct in full, as adapters/README.md spells it.
template <class Struct>
void check_spelling(std::string text) {
  for (auto const& [word, meaning] :
       {std::pair<std::string, std::string>{"SCOPE", scope}, {"REF", contact_ref}, {"LOG", log}}) {
    if (auto const at = text.find(word); at != std::string::npos) text.replace(at, word.size(), meaning);
  }
  INFO(text);
  auto const value = json::parse(text);
  auto const read = from_json<Struct>(value);
  REQUIRE(read);
  CHECK(to_json(*read) == value);
}

}  // namespace

TEST_CASE("every struct is read from its JSON and written to the same again") {
  check_spelling<Scope>("SCOPE");
  check_spelling<User>(
      R"({"id":"1","name":"Una","email":"e","timeZone":"Europe/Berlin","variables":{"domain":"acme"}})");
  check_spelling<ContactPage>(
      R"({"truncated":true,"contacts":[{"id":"7","type":"person","name":"Ada","phones":[{"number":"1",
    "label":"work"}],"organization":"O","organizationId":"o","title":"T","email":"e",
    "ownerId":"9","ownerName":"B","createdAt":"c","lastActivityAt":"l",
    "related":[{"kind":"deal","id":"d","title":"D","description":"x"}]}]})");
  check_spelling<ContactQuery>(
      R"({"scope":SCOPE,"e164":"+4930","countryCode":"49","national":"30","formats":["a","b"]})");
  check_spelling<NameQuery>(R"({"scope":SCOPE,"name":"Ada"})");
  check_spelling<ContactListQuery>(
      R"({"scope":SCOPE,"cursor":"c","changedSince":"2026-11-21T09:00:00Z"})");
  check_spelling<ContactListPage>(
      R"({"contacts":[],"deleted":[{"id":"7","type":"person"}],"cursor":"next"})");
  check_spelling<NewContact>(
      R"({"scope":SCOPE,"name":"Ada","type":"person","e164":"+4930","additional":{"deal":"1"}})");
  check_spelling<CallLog>(R"({"scope":SCOPE,"sessionId":"s","subject":"S","body":"B","inbound":false,
    "from":{"phoneNumber":"1","extensionNumber":"2","name":"N"},"to":{"phoneNumber":"3","extensionNumber":"4","name":"M"},
    "startTime":"2026-11-21T09:00:00Z","startDay":"2026-11-21","duration":61,"result":"Connected","recordingLink":"r","contact":REF,"additional":{"deal":"1"}})");
  check_spelling<LogQuery>(R"({"scope":SCOPE,"logs":[LOG]})");
  check_spelling<LogReading>(
      R"({"id":"9","error":{"status":3,"message":"gone"},"subject":"S","body":"B","contactName":"C",
    "dispositions":{"deal":"1"},"adapterData":{"etag":"x"}})");
  check_spelling<CallLogChange>(R"({"scope":SCOPE,"log":LOG,"contact":REF,"subject":"S","body":"B",
    "startTime":"2026-11-21T09:00:00Z","startDay":"2026-11-21","duration":0,"result":"R","recordingLink":"r","additional":{"deal":"1"}})");
  check_spelling<Disposition>(R"({"scope":SCOPE,"log":LOG,"contact":REF,"dispositions":{"deal":"1"}})");
  check_spelling<LogSearch>(
      R"({"scope":SCOPE,"sessionId":"s","contact":REF,"since":"2026-11-21T09:00:00Z"})");
  check_spelling<MessageLog>(
      R"({"scope":SCOPE,"conversationId":"c","kind":"sms","subject":"S","body":"B","inbound":true,
    "time":"2026-11-21T09:00:00Z","contact":REF,"additional":{"deal":"1"}})");
  check_spelling<MessageLogChange>(R"({"scope":SCOPE,"log":LOG,"contact":REF,"subject":"S","body":"B"})");
}

TEST_CASE("members that are unknown are ignored, absent and null ones are empty") {
  auto const change =
      from_json<CallLogChange>(json::parse(R"({"log":{"id":"9"},"duration":null,"moon":"full"})"));
  REQUIRE(change);
  CHECK(change->log.id == "9");
  CHECK_FALSE(change->duration);
  CHECK_FALSE(change->subject);
  CHECK(change->contact.id.empty());
}

TEST_CASE("a member that is missing or has the wrong type is named by its path") {
  auto const field_of = [](auto const& result) {
    return result ? std::string("none") : result.error().field;
  };
  CHECK(field_of(from_json<NameQuery>(json::parse("{}"))) == "name");
  CHECK(field_of(from_json<NameQuery>(json::parse(R"({"name":5})"))) == "name");
  CHECK(field_of(from_json<NameQuery>(json::parse(R"({"name":"A","scope":{"timeZone":1}})"))) ==
        "scope.timeZone");
  CHECK(field_of(from_json<LogQuery>(json::parse(R"({"logs":[{"id":"1"},{"id":2}]})"))) == "logs[1].id");
  CHECK(field_of(from_json<LogQuery>(json::parse(R"({"logs":{}})"))) == "logs");
  CHECK(field_of(from_json<LogSearch>(json::parse(R"({"sessionId":"s","since":"soon"})"))) == "since");
  CHECK(field_of(from_json<MessageLogChange>(json::parse(R"({"log":{"id":"9"},"body":[]})"))) == "body");
  CHECK(field_of(from_json<Scope>(json::parse(R"({"variables":{"a":1}})"))) == "variables.a");
  auto const error = from_json<NameQuery>(json::parse("{}")).error();
  CHECK(error.status == PATCHBAY_INVALID_PARAMS);
  CHECK(error.message == "'name' is missing.");
}

TEST_CASE("an attachment says to which log it belongs, and whether it was sent before") {
  auto const read = from_json<NewAttachment>(json::parse(R"({"log":{"id":"9"},"mark":"m/1","name":"Fax.pdf",
      "contentType":"application/pdf","content":"Zm9v","time":"2026-11-20T09:00:00Z","retried":true})"));
  REQUIRE(read);
  CHECK(read->log.id == "9");
  CHECK(read->content == "Zm9v");
  CHECK(read->retried);
  CHECK(from_json<NewAttachment>(json::parse(R"({"log":{"id":"9"}})")).error().field == "mark");
}

TEST_CASE("the params of user.get are a scope under its name") {
  auto const read = params_from_json<Scope>(json::parse(R"({"scope":{"userId":"7"}})").as_object());
  REQUIRE(read);
  CHECK(read->user_id == "7");
  CHECK(params_from_json<Scope>({})->user_id.empty());
}

TEST_CASE("a reply that is a list stands under logs, one that may be nothing under log") {
  CHECK(reply_json(GetCallLogs::Reply{}) == json::parse(R"({"logs":[]})"));
  CHECK(reply_json(FindCallLog::Reply{}) == json::parse(R"({"log":null})"));
  CHECK(reply_json(FindCallLog::Reply{LogRef{"9", {}}}) ==
        json::parse(R"({"log":{"id":"9","adapterData":{}}})"));
  CHECK(reply_json(LogRef{"9", {}}) == json::parse(R"({"id":"9","adapterData":{}})"));
}

}  // namespace patchbay
