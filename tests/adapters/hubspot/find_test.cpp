// Finding and creating contacts and companies.
#include <algorithm>
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::hubspot;

namespace {

using Titles = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "A found contact brings phone, company, title, dates, open deals, open tickets, and nothing closed") {
  World world;
  auto const greg = std::stoll(world.contact("Greg"));
  auto& properties = world.portal().tables["contacts"][greg].properties;
  properties["associatedcompanyid"] = world.company();
  properties["email"] = "greg@example.com";
  properties["jobtitle"] = "Buyer";
  properties["hubspot_owner_id"] = "4711";
  auto const page = find_contacts(world.http(), by_number("4155550163"));
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 1);
  auto const& contact = page->contacts.front();
  CHECK(contact.id == std::to_string(greg));
  CHECK(contact.type == "contact");
  CHECK(contact.name == "Greg Local");
  CHECK(contact.phones.front().number == "(415) 5550163");
  CHECK(contact.email == "greg@example.com");
  CHECK(contact.title == "Buyer");
  CHECK(contact.owner_id == "4711");
  CHECK(contact.organization == "Harbour & Sons");
  CHECK(contact.organization_id == world.company());
  CHECK(contact.created_at == "2026-10-22T09:00:00.000Z");
  CHECK(contact.last_activity_at == "2026-10-22T09:00:00.000Z");
  CHECK(titles(contact, "deal") == Titles{"Greg: lamps"});
  CHECK(titles(contact, "ticket") == Titles{"Greg: flicker"});
  CHECK(contact.related.front().description == "1200 EUR");
  CHECK_FALSE(page->truncated);
}

TEST_CASE("Each of several people on one number gets their own deals only") {
  World world;
  auto const page = find_contacts(world.http(), by_number("4155550132"));
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 3);
  for (std::string const name : {"Ada Brook", "Ben Castle", "Cleo Dunn"}) {
    auto const* contact = contact_named(*page, name);
    REQUIRE(contact);
    CHECK(titles(*contact, "deal") == Titles{name + ": yearly contract"});
    CHECK(contact->organization == "Harbour & Sons");
  }
}

TEST_CASE("A number is found however it was written") {
  World world;
  auto const [national, name] =
      GENERATE(table<std::string, std::string>({{"4155550199", "Ann & Bob #1 \"Twins\" (50%+)"},
                                                {"4155550147", "Fay Extension"},
                                                {"4155550163", "Greg Local"},
                                                {"4155550155", "Lee Mobile"},
                                                {"30901820", "Zoë Müller-Łukasz"},
                                                {"4711", "Kim Short"}}));
  auto const page = find_contacts(world.http(), by_number(national));
  REQUIRE(page);
  CHECK(contact_named(*page, name));
}

TEST_CASE("A trunk zero does not hide anybody") {
  World world;
  auto query = by_number("030901820");
  query.e164 = "+4930901820";
  auto const page = find_contacts(world.http(), query);
  REQUIRE(page);
  CHECK(contact_named(*page, "Zoë Müller-Łukasz"));
}

TEST_CASE("Who is only a company is found as one, with the outcomes of a call") {
  World world;
  auto const page = find_contacts(world.http(), by_number("4155550188"));
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 1);
  auto const& company = page->contacts.front();
  CHECK(company.type == "company");
  CHECK(company.name == "Harbour & Sons");
  CHECK(company.phones.front().number == "+1 415-555-0188");
  CHECK(titles(company, "outcome").size() == 6);
}

TEST_CASE("An account without the calculated numbers is searched by words") {
  World world;
  world.state().calculated_phones = false;
  auto const page = find_contacts(world.http(), by_number("4155550163"));
  REQUIRE(page);
  CHECK(contact_named(*page, "Greg Local"));
}

TEST_CASE("A key without the scopes of deals, tickets and companies finds the caller all the same") {
  World world;
  world.sign_in_with("crm.objects.contacts.read");
  auto const greg = find_contacts(world.http(), by_number("4155550163"));
  REQUIRE(greg);
  CHECK(contact_named(*greg, "Greg Local"));
  CHECK(titles(greg->contacts.front(), "deal").empty());
  CHECK_FALSE(greg->truncated);
  auto const nobody = find_contacts(world.http(), by_number("2025550100"));
  REQUIRE(nobody);
  CHECK(nobody->contacts.empty());
}

TEST_CASE("More than a hundred matches, and more than five with deals, are said to be more") {
  World world;
  for (int i = 0; i < 101; ++i)
    sim::hubspot::add_contact(world.portal(), "Desk " + std::to_string(i), "+1 212 555 0100",
                              world.earlier());
  auto const page = find_contacts(world.http(), by_number("2125550100"));
  REQUIRE(page);
  CHECK(page->contacts.size() == 100);
  CHECK(page->truncated);
}

TEST_CASE("More open deals than a page has are said to be more") {
  World world;
  auto const greg = std::stoll(world.contact("Greg"));
  for (int i = 0; i < 200; ++i) sim::hubspot::add_deal(world.portal(), greg, "deal", false, world.earlier());
  auto const page = find_contacts(world.http(), by_number("4155550163"));
  REQUIRE(page);
  CHECK(titles(page->contacts.front(), "deal").size() == 200);
  CHECK(page->truncated);
}

TEST_CASE("A name is found whole, in part, in any script, and with signs in it") {
  World world;
  auto const [words, name] = GENERATE(table<std::string, std::string>(
      {{"Ada Brook", "Ada Brook"},
       {"brook", "Ada Brook"},
       {"Zoë Müller", "Zoë Müller-Łukasz"},
       {"山田", "山田 太郎"},
       {"  Ann & Bob #1 \"Twins\" (50%+) ", "Ann & Bob #1 \"Twins\" (50%+)"}}));
  auto const page = search_contacts(world.http(), by_name(words));
  REQUIRE(page);
  CHECK(contact_named(*page, name));
}

TEST_CASE("A name that no contact has may be a company's") {
  World world;
  auto const page = search_contacts(world.http(), by_name("harbour"));
  REQUIRE(page);
  CHECK(contact_named(*page, "Harbour & Sons"));
}

TEST_CASE("Nothing to look for is refused before anything is sent") {
  ScriptedHttp http;
  CHECK(find_contacts(http, ContactQuery()).error().field == "phoneNumber");
  CHECK(search_contacts(http, by_name("  ")).error().field == "name");
}

TEST_CASE("The outcomes are the account's own, without those that it deleted") {
  World world;
  Scope scope;
  scope.variables["token.user_id"] = "501";
  auto const user = get_user(world.http(), scope);
  REQUIRE(user);
  auto query = by_number("4155550163");
  query.scope.variables["user.outcomes"] = user->variables.at("outcomes");
  auto const page = find_contacts(world.http(), query);
  REQUIRE(page);
  auto const outcomes = titles(page->contacts.front(), "outcome");
  CHECK(outcomes ==
        Titles{"Busy", "Connected", "Left voicemail", "No answer", "Wrong number", "Wants a demo"});
}

TEST_CASE("A new contact's name is split, and they belong to who made them") {
  World world;
  auto const [name, first, last] = GENERATE(table<std::string, std::string, std::string>(
      {{"Ada Maria Brook", "Ada Maria", "Brook"}, {" Cher ", "Cher", ""}, {"山田 太郎", "山田", "太郎"}}));
  NewContact wish;
  wish.name = name;
  wish.type = "contact";
  wish.e164 = "+14155550111";
  wish.scope.variables["user.owner_id"] = "9001";
  auto const contact = create_contact(world.http(), wish);
  REQUIRE(contact);
  CHECK(contact->type == "contact");
  CHECK(contact->phones.front().number == "+14155550111");
  CHECK(world.property("contacts", contact->id, "firstname") == first);
  CHECK(world.property("contacts", contact->id, "lastname") == last);
  CHECK(world.property("contacts", contact->id, "hubspot_owner_id") == "9001");
}

TEST_CASE("A new company has one name") {
  World world;
  NewContact wish;
  wish.name = "Lamp & Light Ltd";
  wish.type = "company";
  wish.e164 = "+14155550112";
  auto const company = create_contact(world.http(), wish);
  REQUIRE(company);
  CHECK(company->type == "company");
  CHECK(company->name == "Lamp & Light Ltd");
  CHECK(world.property("companies", company->id, "phone") == "+14155550112");
}
