// Finding callers by number and by name, and creating them.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::zoho;

namespace {

std::string names(ContactPage const& page) {
  std::string all;
  for (auto const& contact : page.contacts) all += (all.empty() ? "" : ", ") + contact.name;
  return all;
}

Contact found_one(World& world, std::string const& national) {
  auto const page = find_contacts(world.http(), by_number(national));
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 1);
  return page->contacts.front();
}

NewContact wish_for(std::string name, std::string type, json::object additional = {}) {
  return {scope(), std::move(name), std::move(type), "+14155550111", std::move(additional)};
}

}  // namespace

TEST_CASE("A contact comes with all that Zoho knows of them") {
  World world;
  auto& fields = world.fields("Contacts", world.contact("Brook"));
  fields["Email"] = "ada@example.com";
  fields["Mobile"] = "+1 415 555 0133";
  auto const ada = found_one(world, "4155550133");
  CHECK(ada.type == "Contacts");
  CHECK(ada.name == "Ada Brook");
  CHECK(ada.email == "ada@example.com");
  CHECK(ada.title == "Buyer");
  CHECK(ada.owner_id == text(fields.at("Owner"), "id"));
  CHECK_FALSE(ada.owner_name.empty());
  CHECK(ada.organization == "Harbour & Sons");
  CHECK(ada.organization_id == world.account());
  CHECK(ada.created_at == "2026-10-22T09:00:00Z");
  CHECK(ada.last_activity_at == "2026-10-22T09:00:00Z");
  REQUIRE(ada.phones.size() == 2);
  CHECK(ada.phones.front().number == "+1 (415) 555-0132");
  CHECK(ada.phones.back().label == "mobile");
}

TEST_CASE("A number is found however it is written, in any of the phone fields") {
  World world;
  auto const [national, name] =
      GENERATE(table<std::string, std::string>({{"4155550199", "415.555.0199"},
                                                {"4155550163", "(415) 5550163"},
                                                {"4155550147", "+1 415-555-0147 ext. 12"},
                                                {"4155550155", "+1 415 555 0155"},
                                                {"47", "47"}}));
  auto query = by_number(national);
  if (national == "47") query.e164.clear();
  auto const page = find_contacts(world.http(), query);
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 1);
  CHECK(page->contacts.front().phones.front().number == name);
}

TEST_CASE("Leads and accounts are found as what they are") {
  World world;
  auto const lead = found_one(world, "4155550144");
  CHECK(lead.type == "Leads");
  CHECK(lead.organization == "Harbour Lights");
  auto const account = found_one(world, "4155550188");
  CHECK(account.type == "Accounts");
  CHECK(account.name == "Harbour & Sons");
}

TEST_CASE("Each person has their own open deals, and the account's list of call results") {
  World world;
  auto query = by_number("4155550132");
  query.scope = scope();
  auto const page = find_contacts(world.http(), query);
  REQUIRE(page);
  CHECK(names(*page) == "Ada Brook, Ben Castle, Cleo Dunn");
  for (auto const& contact : page->contacts) {
    CHECK(titles(contact, "deal") == std::vector<std::string>{contact.name + ": yearly contract"});
    CHECK(titles(contact, "result") == std::vector<std::string>{"Interested", "Requested call back"});
  }
  CHECK_FALSE(page->truncated);
}

TEST_CASE("Numbers that only contain what was sought are Zoho's hits, but others' numbers are dropped") {
  ScriptedHttp http;
  http.round({{"POST /crm/v8/__composite_requests", answer(200, R"({"__composite_requests": [
    {"code": "SUCCESS", "status": "success", "details": {"response": {"status_code": 200, "body": {"data": [
      {"id": "1", "Full_Name": "Fax Owner", "Phone": "+1 212 555 0100"},
      {"id": "2", "Full_Name": "Ada Brook", "Phone": "+1 (415) 555-0132"}]}}}},
    {"code": "SUCCESS", "status": "success", "details": {"response": {"status_code": 204}}},
    {"code": "SUCCESS", "status": "success", "details": {"response": {"status_code": 204}}},
    {"code": "SUCCESS", "status": "success", "details": {"response": {"status_code": 200, "body": {"data": [
      {"id": "9", "Deal_Name": "Of the fax owner", "Stage": "Qualification"}]}}}}]})")}});
  http.round({{"POST /crm/v8/coql", answer(200, R"({"data": [
      {"id": "8", "Deal_Name": "Of Ada", "Stage": "Qualification", "Contact_Name": {"id": "2"}}]})")}});
  auto const page = find_contacts(http, by_number("4155550132"));
  REQUIRE(page);
  CHECK(names(*page) == "Ada Brook");
  CHECK(titles(page->contacts.front(), "deal") == std::vector<std::string>{"Of Ada"});
}

TEST_CASE("Where Zoho compares numbers literally, the spellings find them") {
  World world;
  world.state().quirks.phone_match = "literal";
  auto query = by_number("4155550199");
  query.formats = {"(415) 555-0199", "415.555.0199"};
  auto const page = find_contacts(world.http(), query);
  REQUIRE(page);
  CHECK(page->contacts.size() == 1);
}

TEST_CASE("A spelling with brackets, and more spellings than Zoho takes, make a search that it takes") {
  World world;
  world.state().quirks.phone_match = "literal";
  auto query = by_number("4155550132");
  query.formats = {"+1 (415) 555-0132", "(415) 555-0132", "415-555-0132", "415 555 0132", "1-415-555-0132"};
  auto const page = find_contacts(world.http(), query);
  REQUIRE(page);
  CHECK(page->contacts.size() == 3);
}

TEST_CASE("More people at one number than a part of a composite tells are said to be more") {
  World world;
  for (int i = 0; i < 30; ++i)
    sim::zoho::add_contact(world.org(), "Desk " + std::to_string(i), "+1 212 555 0100", world.earlier());
  auto const page = find_contacts(world.http(), by_number("2125550100"));
  REQUIRE(page);
  CHECK(page->contacts.size() == 25);
  CHECK(page->truncated);
}

TEST_CASE("A module that the user does not have is passed over; without all three it is said") {
  World world;
  auto& denied = world.state().quirks.denied;
  denied = {"Leads", "Accounts", "Deals"};
  CHECK(found_one(world, "4155550163").related.empty());
  denied.insert("Contacts");
  auto const page = find_contacts(world.http(), by_number("4155550163"));
  REQUIRE(page.has_error());
  CHECK(page.error().status == PATCHBAY_FORBIDDEN);
  CHECK(page.error().message.find("profile") != std::string::npos);
}

TEST_CASE("A part of the lookup that fails for a moment fails the lookup: nobody is not no answer") {
  auto const [status, expected] =
      GENERATE(table<int, patchbay_status>({{429, PATCHBAY_RATE_LIMITED}, {500, PATCHBAY_UNAVAILABLE}}));
  ScriptedHttp http;
  auto const code = status == 429 ? "TOO_MANY_REQUESTS" : "INTERNAL_ERROR";
  auto const part =
      R"({"code": "SUCCESS", "status": "success", "details": {"response": {"status_code": 204}}})";
  auto const failed =
      std::string(R"({"code": "SUCCESS", "status": "success", "details": {"response": {"status_code": )") +
      std::to_string(status) + R"(, "body": {"code": ")" + code + R"(", "message": "its own words"}}}})";
  http.round(
      {{"POST /crm/v8/__composite_requests", answer(200, std::string(R"({"__composite_requests": [)") + part +
                                                             "," + failed + "," + part + "]}")}});
  auto const page = find_contacts(http, by_number("4155550132"));
  REQUIRE(page.has_error());
  CHECK(page.error().status == expected);
  CHECK(page.error().remote == "its own words");
}

TEST_CASE("A scope that the sign-in lacks is named, though Zoho calls it 401") {
  World world;
  world.state().oauth.add_access("narrow", "ZohoCRM.composite_requests.CUSTOM,ZohoCRM.modules.contacts.READ",
                                 world.clock() + std::chrono::hours(1));
  sim::SimHttp http(world.simulator(), world.clock());
  http.sign_in("Authorization", "Zoho-oauthtoken narrow");
  auto const page = find_contacts(http, by_number("4155550163"));
  REQUIRE(page.has_error());
  CHECK(page.error().status == PATCHBAY_FORBIDDEN);
  CHECK(page.error().message.find("Sign in again") != std::string::npos);
}

TEST_CASE("People are found by the beginnings of their names, in any of their modules") {
  World world;
  auto const [name, expected] = GENERATE(table<std::string, std::string>(
      {{"brook", "Ada Brook"},
       {"Ada", "Ada Brook"},
       {" Ada Br ", "Ada Brook"},
       {"Zoë Müller-Ł", "Zoë Müller-Łukasz"},
       {"山", "太郎 山田"},
       {"Harbour", "Lena Prospect, Harbour & Sons"},
       {"Ann & Bob #1 \"Twins\" (50%+), O'Hara\\s", "Ann & Bob #1 \"Twins\" (50%+), O'Hara\\s"},
       {"x) or (Last_Name:starts_with:B", ""}}));
  auto const page = search_contacts(world.http(), by_name(name));
  REQUIRE(page);
  CHECK(names(*page) == expected);
}

TEST_CASE("What stands in a query of deals is quoted") {
  ScriptedHttp http;
  http.round({{"POST /crm/v8/__composite_requests", answer(200, R"({"__composite_requests": [
    {"details": {"response": {"status_code": 204}}}, {"details": {"response": {"status_code": 204}}},
    {"details": {"response": {"status_code": 200, "body": {"data": [
      {"id": "1' or '1' = '1", "Account_Name": "Lamps", "Phone": "4155550132"}]}}}},
    {"code": "INVALID_REFERENCE", "status": "error"}]})")}});
  http.round({{"POST /crm/v8/coql", answer(204, ""),
               R"({"select_query": "select Deal_Name, Stage, Contact_Name, Account_Name from Deals where )"
               R"(Account_Name in ('1'' or ''1'' = ''1') order by Modified_Time desc limit 0, 200"})"}});
  CHECK(find_contacts(http, by_number("4155550132")));
}

TEST_CASE("Nothing to look for is refused before anything is sent") {
  ScriptedHttp http;
  ContactQuery query;
  CHECK(find_contacts(http, query).error().field == "phoneNumber");
  CHECK(search_contacts(http, by_name(" ")).error().field == "name");
  CHECK(create_contact(http, wish_for(" ", "Contacts")).error().field == "newContactName");
  CHECK(create_contact(http, wish_for("Ada", "Horses")).error().field == "newContactType");
}

TEST_CASE("A new contact has the last name that Zoho demands, and what the form holds") {
  World world;
  auto const made = create_contact(world.http(), wish_for("Ada Maria Brook", "Contacts",
                                                          {{"email", "a@example.com"}, {"title", "Buyer"}}));
  REQUIRE(made);
  auto const& fields = world.fields("Contacts", made->id);
  CHECK(text(fields, "First_Name") == "Ada Maria");
  CHECK(text(fields, "Last_Name") == "Brook");
  CHECK(text(fields, "Phone") == "+14155550111");
  CHECK(text(fields, "Email") == "a@example.com");
  CHECK(text(fields, "Title") == "Buyer");
  CHECK(made->name == "Ada Maria Brook");
  CHECK(made->created_at == "2026-11-21T09:00:00Z");
  auto const one_word = create_contact(world.http(), wish_for("Cher", "Contacts"));
  REQUIRE(one_word);
  CHECK(text(world.fields("Contacts", one_word->id), "Last_Name") == "Cher");
}

TEST_CASE("A lead is of a company, and where the account demands one it is asked for by its field") {
  World world;
  auto const made =
      create_contact(world.http(), wish_for("New Lead", "Leads", {{"company", "Lamps"}, {"title", "Buyer"}}));
  REQUIRE(made);
  CHECK(made->organization == "Lamps");
  CHECK(text(world.fields("Leads", made->id), "Designation") == "Buyer");
  auto const without = create_contact(world.http(), wish_for("New Lead", "Leads"));
  REQUIRE(without.has_error());
  CHECK(without.error().status == PATCHBAY_INVALID_PARAMS);
  CHECK(without.error().field == "company");
  world.state().quirks.lead_company = false;
  CHECK(create_contact(world.http(), wish_for("New Lead", "Leads")));
}

TEST_CASE("An account has one name") {
  World world;
  auto const made = create_contact(world.http(), wish_for("Lamps & Sons", "Accounts"));
  REQUIRE(made);
  CHECK(made->name == "Lamps & Sons");
  CHECK(text(world.fields("Accounts", made->id), "Account_Name") == "Lamps & Sons");
}

TEST_CASE("A duplicate is a conflict that names the record, however Zoho spells it") {
  World world;
  auto const key = GENERATE(values<std::string>({"id", "duplicate_record"}));
  world.state().quirks.duplicate_key = key;
  world.state().quirks.unique_fields.insert("Contacts.Email");
  auto const wish = wish_for("Ada Brook", "Contacts", {{"email", "a@example.com"}});
  auto const made = create_contact(world.http(), wish);
  REQUIRE(made);
  auto const again = create_contact(world.http(), wish);
  REQUIRE(again.has_error());
  CHECK(again.error().status == PATCHBAY_CONFLICT);
  CHECK(again.error().remote == "duplicate data, Email, " + made->id);
}
