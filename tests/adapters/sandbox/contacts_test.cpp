#include "sandbox/sandbox.hpp"

#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"

namespace sandbox {
namespace {

constexpr char maya[] = R"({"items": [{"id": 1, "type": "customer", "name": "Maya Okafor", "title": "Buyer",
  "email": "maya@northwind.example", "organization_id": 4, "organization": "Northwind",
  "created_at": "2026-02-11T17:05:00Z",
  "last_activity_at": null, "phones": [{"number": "(415) 555-0132", "label": "work"}],
  "deals": [{"id": 2, "title": "Cider press", "stage": "Proposal",
  "amount": 12400, "currency": "USD"}]}], "more": false})";

}  // namespace

TEST_CASE("the user is who signed in, with the address of the CRM's pages for the manifest's URLs") {
  ScriptedHttp http;
  http.round({{"GET /api/v1/users/me", answer(200, R"({"id": 1, "name": "Robin", "email": "r@sandbox.example",
      "time_zone": "America/Los_Angeles", "crm_url": "http://127.0.0.1:8014"})")}});
  auto const user = get_user(http, {});
  REQUIRE(user.has_value());
  CHECK(user->id == "1");
  CHECK(user->name == "Robin");
  CHECK(user->email == "r@sandbox.example");
  CHECK(user->time_zone == "America/Los_Angeles");
  CHECK(user->variables.at("crm_url") == "http://127.0.0.1:8014");
}

TEST_CASE("a user without an id is a bad reply") {
  ScriptedHttp http;
  http.round({{"GET /api/v1/users/me", answer(200, "{}")}});
  CHECK(get_user(http, {}).error().status == PATCHBAY_BAD_REPLY);
}

TEST_CASE("a caller with deals is found in one request, by the national number") {
  ScriptedHttp http;
  http.round({{"GET /api/v1/contacts?phone=4155550132&limit=100", answer(200, maya)}});
  ContactQuery query;
  query.e164 = "+14155550132";
  query.national = "4155550132";
  query.formats = {"(415) 555-0132", "415-555-0132"};
  auto const found = find_contacts(http, query);
  REQUIRE(found.has_value());
  REQUIRE(found->contacts.size() == 1);
  auto const& contact = found->contacts[0];
  CHECK(contact.id == "1");
  CHECK(contact.type == "customer");
  CHECK(contact.name == "Maya Okafor");
  CHECK(contact.organization == "Northwind");
  CHECK(contact.organization_id == "4");
  CHECK(contact.title == "Buyer");
  CHECK(contact.email == "maya@northwind.example");
  CHECK(contact.created_at == "2026-02-11T17:05:00Z");
  CHECK(contact.last_activity_at.empty());
  REQUIRE(contact.phones.size() == 1);
  CHECK(contact.phones[0].number == "(415) 555-0132");
  CHECK(contact.phones[0].label == "work");
  REQUIRE(contact.related.size() == 1);
  CHECK(contact.related[0].kind == "deal");
  CHECK(contact.related[0].id == "2");
  CHECK(contact.related[0].title == "Cider press");
  CHECK(contact.related[0].description == "Proposal · 12400 USD");
  CHECK_FALSE(found->truncated);
  CHECK(http.rounds() == 1);
  CHECK(http.left_over().empty());
}

TEST_CASE("a number without a national part is searched as it is, with its plus escaped") {
  ScriptedHttp http;
  http.round({{"GET /api/v1/contacts?phone=%2B14155550132&limit=100",
               answer(200, R"({"items": [], "more": true})")}});
  ContactQuery query;
  query.e164 = "+14155550132";
  auto const found = find_contacts(http, query);
  REQUIRE(found.has_value());
  CHECK(found->contacts.empty());
  CHECK(found->truncated);
}

TEST_CASE("a name is searched with everything escaped that a URL would misread") {
  ScriptedHttp http;
  http.round({{"GET /api/v1/contacts?name=Lef%C3%A8vre%20%26%20Co%3F&limit=100", answer(200, maya)}});
  NameQuery query;
  query.name = "Lefèvre & Co?";
  auto const found = search_contacts(http, query);
  REQUIRE(found.has_value());
  CHECK(found->contacts.size() == 1);
}

TEST_CASE("everybody is listed in one request a page, and the cursor is the last of it") {
  ScriptedHttp http;
  http.round({{"GET /api/v1/contacts?after=0&limit=100",
               answer(200, R"({"items": [{"id": 1}, {"id": 7, "name": "Ann"}], "more": true})")}});
  http.round({{"GET /api/v1/contacts?after=7&limit=100", answer(200, R"({"items": [], "more": false})")}});
  ContactListQuery query;
  auto const first = list_contacts(http, query);
  REQUIRE(first.has_value());
  CHECK(first->contacts.size() == 2);
  CHECK(first->cursor == "7");
  query.cursor = first->cursor;
  auto const last = list_contacts(http, query);
  REQUIRE(last.has_value());
  CHECK(last->contacts.empty());
  CHECK(last->cursor.empty());
  CHECK(http.left_over().empty());
}

TEST_CASE("what changed is listed with what is gone, in one round and told once") {
  ScriptedHttp http;
  http.round({{"GET /api/v1/contacts?after=0&limit=100&changed_since=2026-11-21T09%3A00%3A00Z",
               answer(200, R"({"items": [{"id": 7}], "more": true})")},
              {"GET /api/v1/contacts/deleted?since=2026-11-21T09%3A00%3A00Z",
               answer(200, R"({"items": [{"id": 3, "type": "lead"}], "more": false})")}});
  http.round({{"GET /api/v1/contacts?after=7&limit=100&changed_since=2026-11-21T09%3A00%3A00Z",
               answer(200, R"({"items": [{"id": 9}], "more": false})")}});
  ContactListQuery query;
  query.changed_since = parse_iso8601("2026-11-21T09:00:00Z");
  auto const first = list_contacts(http, query);
  REQUIRE(first.has_value());
  REQUIRE(first->deleted.size() == 1);
  CHECK(first->deleted[0].id == "3");
  CHECK(first->deleted[0].type == "lead");
  query.cursor = first->cursor;
  auto const last = list_contacts(http, query);
  REQUIRE(last.has_value());
  CHECK(last->deleted.empty());
  CHECK(last->cursor.empty());
}

TEST_CASE("a page of the list that fails in part fails as a whole") {
  ScriptedHttp http;
  http.round({{"GET /api/v1/contacts?after=0&limit=100&changed_since=2026-11-21T09%3A00%3A00Z",
               answer(200, R"({"items": [], "more": false})")},
              {"GET /api/v1/contacts/deleted?since=2026-11-21T09%3A00%3A00Z", no_answer(PATCHBAY_TIMEOUT)}});
  ContactListQuery query;
  query.changed_since = parse_iso8601("2026-11-21T09:00:00Z");
  CHECK(list_contacts(http, query).error().status == PATCHBAY_TIMEOUT);
}

TEST_CASE("a new contact is sent once with its number, and never again by itself") {
  ScriptedHttp http;
  http.round(
      {{"POST /api/v1/contacts", answer(201, R"({"id": 14, "type": "lead", "name": "Noor"})"),
        R"({"name": "Noor", "type": "lead", "phones": [{"number": "+14155550101", "label": "work"}]})"}});
  NewContact wanted;
  wanted.name = "Noor";
  wanted.type = "lead";
  wanted.e164 = "+14155550101";
  auto const made = create_contact(http, wanted);
  REQUIRE(made.has_value());
  CHECK(made->id == "14");
  CHECK(made->name == "Noor");
  CHECK_FALSE(http.requests().at(0).idempotent);
}

TEST_CASE("a contact without an id is a bad reply") {
  ScriptedHttp http;
  http.round({{"GET /api/v1/contacts?name=x&limit=100", answer(200, R"({"items": [{"name": "Nobody"}]})")}});
  NameQuery query;
  query.name = "x";
  auto const found = search_contacts(http, query);
  REQUIRE_FALSE(found.has_value());
  CHECK(found.error().status == PATCHBAY_BAD_REPLY);
}

TEST_CASE("each refusal of the CRM keeps its meaning, and its text stays out of what is logged") {
  auto const [status, meaning] = GENERATE(table<int, patchbay_status>({{400, PATCHBAY_INVALID_PARAMS},
                                                                       {403, PATCHBAY_FORBIDDEN},
                                                                       {404, PATCHBAY_NOT_FOUND},
                                                                       {409, PATCHBAY_CONFLICT},
                                                                       {412, PATCHBAY_CONFLICT},
                                                                       {422, PATCHBAY_INVALID_PARAMS},
                                                                       {418, PATCHBAY_BAD_REPLY}}));
  ScriptedHttp http;
  http.round(
      {{"GET /api/v1/contacts?name=Maya&limit=100",
        answer(status, R"({"error": {"code": "x", "message": "Maya Okafor is odd.", "field": "name"}})")}});
  NameQuery query;
  query.name = "Maya";
  auto const found = search_contacts(http, query);
  REQUIRE_FALSE(found.has_value());
  CHECK(found.error().status == meaning);
  CHECK(found.error().remote == "Maya Okafor is odd.");
  CHECK(found.error().message.find("Maya") == std::string::npos);
  CHECK(found.error().field == (meaning == PATCHBAY_INVALID_PARAMS ? "newContactName" : ""));
}

TEST_CASE("a page of HTML instead of JSON is a bad reply, and a failure of the host is handed on") {
  ScriptedHttp http;
  http.round({{"GET /api/v1/contacts?name=a&limit=100", answer(200, "<html>")}});
  http.round({{"GET /api/v1/contacts?name=a&limit=100", no_answer(PATCHBAY_TIMEOUT)}});
  http.round({{"GET /api/v1/contacts?name=a&limit=100", answer(403, "<html>")}});
  NameQuery query;
  query.name = "a";
  CHECK(search_contacts(http, query).error().status == PATCHBAY_BAD_REPLY);
  CHECK(search_contacts(http, query).error().status == PATCHBAY_TIMEOUT);
  CHECK(search_contacts(http, query).error().status == PATCHBAY_FORBIDDEN);
}

}  // namespace sandbox
