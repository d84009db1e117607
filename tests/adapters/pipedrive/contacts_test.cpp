#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::pipedrive;

namespace {

constexpr char search_by_phone[] =
    "GET "
    "/api/v2/"
    "itemSearch?term=4155550132&fields=phone&limit=100&item_types=person&search_for_related_items=true";

bool has(Contact const& contact, std::string_view title) {
  for (auto const& record : contact.related)
    if (record.title == title) return true;
  return false;
}

}  // namespace

TEST_CASE("The user comes with a time zone and the company's domain") {
  World world;
  auto const user = get_user(world.http(), {});
  REQUIRE(user);
  CHECK(user->id == "101");
  CHECK(user->name == "Dana Fields");
  CHECK(user->email == "dana@example.com");
  CHECK(user->time_zone == "Europe/Berlin");
  CHECK(user->variables.at("company_domain") == "example-company");
}

TEST_CASE("A found person brings phone, organization, open deals and leads, and nothing closed") {
  World world;
  auto const page = find_contacts(world.http(), by_number("4155550132"));
  REQUIRE(page);
  auto const* ada = contact_named(*page, "Ada Brook");
  REQUIRE(ada);
  CHECK(ada->type == "person");
  CHECK(ada->phones.front().number == "+1 (415) 555-0132");
  CHECK(ada->organization == "Harbour & Sons");
  CHECK(ada->organization_id == "301");
  CHECK_FALSE(ada->owner_id.empty());
  CHECK(ada->owner_name.empty());  // Pipedrive tells the id only
  REQUIRE(ada->related.size() == 2);
  CHECK(has(*ada, "Ada Brook: yearly contract"));
  CHECK(has(*ada, "Ada Brook: new office"));
  CHECK(ada->related.front().kind == "deal");
  CHECK(ada->related.front().description == "Qualified, 1200 EUR");
  CHECK(ada->related.back().kind == "lead");
  CHECK_FALSE(page->truncated);
}

TEST_CASE("Archived deals and leads are left out") {
  World world;
  for (auto& [id, deal] : world.company().deals) deal["is_archived"] = true;
  for (auto& lead : world.company().leads) lead["is_archived"] = true;
  auto const page = find_contacts(world.http(), by_number("4155550132"));
  REQUIRE(page);
  CHECK(contact_named(*page, "Ada Brook")->related.empty());
}

TEST_CASE("Over-inclusive hits keep the number that the host judges them by") {
  World world;
  auto const page = find_contacts(world.http(), by_number("4155550132"));
  REQUIRE(page);
  REQUIRE(contact_named(*page, "Hana Foreign"));
  CHECK(contact_named(*page, "Hana Foreign")->phones.front().number == "+44 415 555 0132");
  CHECK(contact_named(*page, "Ivo Longer")->phones.front().number == "+1 415 555 01322");
}

TEST_CASE("A person with more than a hundred deals and leads gets all open ones") {
  World world;
  auto const fay = std::stoll(world.person("Fay Extension"));
  sim::pipedrive::add_deal(world.company(), fay, "the oldest", "open", world.clock());
  sim::pipedrive::add_lead(world.company(), fay, "the oldest lead", world.clock());
  for (int i = 0; i < 120; ++i) {
    sim::pipedrive::add_deal(world.company(), fay, "closed", "lost", world.clock());
    sim::pipedrive::add_lead(world.company(), fay, "lead", world.clock());
  }
  auto const page = find_contacts(world.http(), by_number("4155550147"));
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 1);
  CHECK(has(page->contacts.front(), "the oldest"));
  CHECK(has(page->contacts.front(), "the oldest lead"));
  CHECK(page->contacts.front().related.size() == 122);
  CHECK_FALSE(page->truncated);
  CHECK(world.paid() == Paid{3, 2, 50});
}

TEST_CASE("More than a hundred matches are said to be more") {
  World world;
  for (int i = 0; i < 101; ++i)
    sim::pipedrive::add_person(world.company(), "Desk " + std::to_string(i), "+1 212 555 0100",
                               world.clock());
  auto const page = find_contacts(world.http(), by_number("2125550100"));
  REQUIRE(page);
  CHECK(page->contacts.size() == 100);
  CHECK(page->truncated);
  CHECK(world.spent().requests == 1);
}

TEST_CASE(
    "Without search:read the deals of twenty people are asked for, and the answer says that there are more") {
  World world;
  world.sign_in_with("base contacts:read deals:read leads:read");
  for (int i = 0; i < 30; ++i)
    sim::pipedrive::add_person(world.company(), "Desk " + std::to_string(i), "+1 212 555 0100",
                               world.clock());
  auto query = by_number("2125550100");
  query.scope.variables["token.scope"] = "base,contacts:read,deals:read,leads:read";
  auto const page = find_contacts(world.http(), query);
  REQUIRE(page);
  CHECK(page->contacts.size() == 30);
  CHECK(page->truncated);
  CHECK(world.spent().requests == 41);
}

TEST_CASE("Without permission for deals and leads the people are found all the same") {
  World world;
  world.sign_in_with("base contacts:read");
  auto query = by_number("4155550199");
  query.scope.variables["token.scope"] = "base contacts:read";
  auto const page = find_contacts(world.http(), query);
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 1);
  CHECK(page->contacts.front().related.empty());
}

TEST_CASE("A number stored in other scripts' company or with an extension is found") {
  World world;
  ContactQuery query;
  query.e164 = "+81312345678";
  query.country_code = "81";
  query.national = "312345678";
  auto const page = find_contacts(world.http(), query);
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 1);
  CHECK(page->contacts.front().name == "山田 太郎");
}

TEST_CASE("Names with operators, quotes, a plus and other scripts are searched for as they are") {
  World world;
  for (std::string const name : {"Ann & Bob #1 \"Twins\" (50%+)", "Zoë Müller-Łukasz", "山田"}) {
    auto const page = search_contacts(world.http(), by_name(name));
    REQUIRE(page);
    REQUIRE(page->contacts.size() == 1);
    CHECK(page->contacts.front().name.find(name) == 0);
  }
}

TEST_CASE("Every value of a query is percent-encoded") {
  ScriptedHttp http;
  http.round(
      {{search_by_phone, answer(200, R"({"success":true,"data":{"items":[]}})")},
       {"GET /api/v2/itemSearch?term=%2B1%20%28415%29%20555-0132&fields=phone&limit=100&item_types=person&"
        "search_for_related_items=true",
        answer(200, R"({"success":true,"data":{"items":[]}})")}});
  auto query = by_number("4155550132");
  query.formats = {"+1 (415) 555-0132"};
  REQUIRE(find_contacts(http, query));
  CHECK(http.left_over() == "");
}

TEST_CASE("A term of one character is matched exactly, for Pipedrive refuses it otherwise") {
  World world;
  CHECK(find_contacts(world.http(), by_number("9")));
  CHECK(search_contacts(world.http(), by_name(" 山 ")));
}

TEST_CASE("Nothing to search for is refused before anything is sent") {
  World world;
  CHECK(find_contacts(world.http(), by_number("")).has_value());  // the country code alone
  world.spent();
  auto const nobody = find_contacts(world.http(), ContactQuery());
  REQUIRE(nobody.has_error());
  CHECK(nobody.error().field == "phoneNumber");
  auto const nameless = search_contacts(world.http(), by_name("  "));
  REQUIRE(nameless.has_error());
  CHECK(nameless.error().field == "name");
  CHECK(world.spent().requests == 0);
}

TEST_CASE("Related items that are not wrapped are read as well") {
  ScriptedHttp http;
  http.round({{search_by_phone, answer(200, R"({"success":true,"data":{
      "items":[{"item":{"id":7,"name":"Ada","phones":["1"],"emails":["a@example.com"]}}],
      "related_items":[{"id":9,"type":"deal","title":"D","status":"open","person":{"id":7}}]}})")}});
  auto const page = find_contacts(http, by_number("4155550132"));
  REQUIRE(page);
  CHECK(page->contacts.front().email == "a@example.com");
  REQUIRE(page->contacts.front().related.size() == 1);
  CHECK(page->contacts.front().related.front().id == "9");
}

TEST_CASE("A new contact is found at once") {
  World world;
  NewContact wish;
  wish.name = "  Łucja Ω 🙂 ";
  wish.type = "person";
  wish.e164 = "+14155550111";
  auto const made = create_contact(world.http(), wish);
  REQUIRE(made);
  CHECK(made->name == "Łucja Ω 🙂");
  CHECK(made->phones.front().number == "+14155550111");
  auto const page = find_contacts(world.http(), by_number("4155550111"));
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 1);
  CHECK(page->contacts.front().id == made->id);
}

TEST_CASE("A new contact goes to v2 with its number as a primary work phone") {
  ScriptedHttp http;
  http.round(
      {{"POST /api/v2/persons", answer(201, R"({"success":true,"data":{"id":5,"name":"Ada","org_id":null}})"),
        R"({"name":"Ada","phones":[{"value":"+14155550111","primary":true,"label":"work"}]})"}});
  NewContact wish;
  wish.name = "Ada";
  wish.e164 = "+14155550111";
  auto const made = create_contact(http, wish);
  REQUIRE(made);
  CHECK(made->id == "5");
  CHECK(made->organization_id.empty());
}

TEST_CASE("A new contact without a name is refused before anything is sent") {
  ScriptedHttp http;
  auto const made = create_contact(http, {});
  REQUIRE(made.has_error());
  CHECK(made.error().field == "newContactName");
}
