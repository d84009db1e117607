// Finding contacts, leads and accounts by number and by name, and what they can be filed under.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace patchbay;
using namespace patchbay::salesforce;

namespace {

std::size_t found(World& world, std::string national) {
  auto const page = find_contacts(world.http(), world.number(std::move(national)));
  REQUIRE(page);
  return page->contacts.size();
}

std::vector<std::string> names(Result<ContactPage> const& page) {
  std::vector<std::string> out;
  REQUIRE(page);
  for (auto const& contact : page->contacts) out.push_back(contact.name);
  return out;
}

}  // namespace

TEST_CASE("A number finds contacts and leads, whatever stands between its digits; a converted lead is none") {
  World world;
  auto const page = find_contacts(world.http(), world.number("4155550132"));
  REQUIRE(page);
  CHECK(page->contacts.size() == 3);
  auto const* ada = contact_named(*page, "Ada Brook");
  REQUIRE(ada);
  CHECK(ada->type == "Contact");
  CHECK(ada->id == world.contact("Ada Brook"));
  CHECK(ada->organization == "Harbour & Sons");
  CHECK(ada->organization_id == world.account("Harbour & Sons"));
  CHECK(ada->email == "ada@example.com");
  CHECK(ada->title == "Head of purchasing");
  CHECK(ada->owner_id.starts_with("005"));
  CHECK_FALSE(ada->owner_name.empty());
  CHECK(ada->created_at == "2026-10-12T09:00:00Z");
  REQUIRE(ada->phones.size() == 2);
  CHECK(ada->phones[0].number == "(415) 555-0132");
  CHECK(ada->phones[1].label == "mobile");
  auto const* cleo = contact_named(*page, "Cleo Dahl");
  REQUIRE(cleo);
  CHECK(cleo->type == "Lead");
  CHECK(cleo->organization == "Dahl Works");
  CHECK_FALSE(page->truncated);
}

TEST_CASE("Every phone of a contact counts") {
  World world;
  for (auto const* number : {"4155550171", "4155550172", "4155550173"}) CHECK(found(world, number) == 1);
}

TEST_CASE("A number with an extension, one with its trunk zero, one from abroad and an account's are found") {
  World world;
  CHECK(found(world, "4155550140") == 1);
  CHECK(found(world, "4155550199") == 1);
  auto query = world.number("2079460018");
  query.e164 = "+442079460018";
  CHECK(names(find_contacts(world.http(), query)).size() == 1);
  sim::salesforce::add_contact(world.org(), "Zero Trunk", "020 7946 0555", world.earlier());
  query.national = "2079460555";
  query.e164 = "+442079460555";
  CHECK(names(find_contacts(world.http(), query)) == std::vector<std::string>{"Zero Trunk"});
}

TEST_CASE("Masks count by their digits, and the same digits count once") {
  World world;
  sim::salesforce::add_contact(world.org(), "Odd Prefix", "0041-5555-0132", world.earlier());
  auto query = world.number("4155550132");
  query.formats = {"(415) 555-0132", "0041 5555 0132", ""};
  CHECK(names(find_contacts(world.http(), query)).size() == 4);
}

TEST_CASE("A short number is searched for, and one digit is too little") {
  World world;
  sim::salesforce::add_contact(world.org(), "Inner Desk", "77", world.earlier());
  ContactQuery query;
  query.national = "77";
  CHECK(names(find_contacts(world.http(), query)) == std::vector<std::string>{"Inner Desk"});
  query.national = "7";
  auto const page = find_contacts(world.http(), query);
  REQUIRE(page.has_error());
  CHECK(page.error().status == PATCHBAY_INVALID_PARAMS);
  CHECK(page.error().field == "phoneNumber");
}

TEST_CASE("A contact brings the open opportunities and cases of its own and of its account, once each") {
  World world;
  auto const& ben = *world.org().find(world.contact("Ben Castle"));
  auto& shared =
      sim::salesforce::add_opportunity(world.org(), "Of the account alone", ben, false, world.earlier());
  shared.fields["AccountId"] = world.account("Harbour & Sons");
  auto const page = find_contacts(world.http(), world.number("4155550170"));
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 1);
  auto const& ada = page->contacts.front();
  CHECK(titles(ada, "opportunity") ==
        std::vector<std::string>{"Ada Brook: yearly contract", "Of the account alone"});
  REQUIRE(titles(ada, "case").size() == 1);
  CHECK(titles(ada, "case").front().ends_with(" \xC2\xB7 Ada Brook: broken lamp"));
  CHECK(ada.related.front().description == "Negotiation \xC2\xB7 12000");
  CHECK(titles(ada, "outcome") == std::vector<std::string>{"Connected", "No answer"});
}

TEST_CASE("An account brings its opportunities, a lead brings none") {
  World world;
  auto const account = find_contacts(world.http(), world.number("4155550199"));
  REQUIRE(account);
  CHECK(account->contacts.front().type == "Account");
  CHECK(titles(account->contacts.front(), "opportunity").size() == 1);
  auto query = world.number("30901820");
  query.e164 = "+4930901820";
  auto const lead = find_contacts(world.http(), query);
  REQUIRE(lead);
  CHECK(titles(lead->contacts.front(), "opportunity").empty());
  CHECK(titles(lead->contacts.front(), "outcome").size() == 2);
}

TEST_CASE("More than fifty of a kind are said to be more") {
  World world;
  for (int i = 0; i < 60; ++i)
    sim::salesforce::add_contact(world.org(), "Desk " + std::to_string(i), "+1 212 555 0100",
                                 world.earlier());
  auto const page = find_contacts(world.http(), world.number("2125550100"));
  REQUIRE(page);
  CHECK(page->contacts.size() == 50);
  CHECK(page->truncated);
}

TEST_CASE("An org without leads or cases, and hidden fields, leave the rest to be found") {
  World world;
  world.state().hidden = "Lead,Case,OpportunityContactRole";
  auto const page = find_contacts(world.http(), world.number("4155550132"));
  REQUIRE(page);
  CHECK(page->contacts.size() == 2);
  CHECK(titles(*contact_named(*page, "Ada Brook"), "opportunity").size() == 1);
}

TEST_CASE("Names are found by their beginnings, with whatever they hold") {
  World world;
  auto const by = [&](std::string name) {
    return names(search_contacts(world.http(), by_name(std::move(name))));
  };
  CHECK(by("ad bro") == std::vector<std::string>{"Ada Brook"});
  CHECK(by("  Ada   B  ") == std::vector<std::string>{"Ada Brook"});
  CHECK(by("\xC5\xBB\xC3\xB3\xC5\x82").size() == 1);
  CHECK(by("Sean O'Malley \"Red\" AND (Co) {x}*").size() == 1);
  CHECK(by("O'Mal").size() == 1);
  CHECK(by("Castle} IN ALL FIELDS RETURNING User(Id").empty());
  CHECK(by("Ada \\ OR 1=1 --").empty());
  CHECK(by("Ada -- : B?") == std::vector<std::string>{"Ada Brook"});
  CHECK(by("Harbour & Sons") == std::vector<std::string>{"Harbour & Sons"});
  for (auto const* name : {"", " ", "a", "? & | ! ~ ^ : \\ + -"}) {
    auto const page = search_contacts(world.http(), by_name(name));
    REQUIRE(page.has_error());
    CHECK(page.error().field == "name");
  }
}

TEST_CASE("All contacts are listed by kind, and none twice or missed while others come and go") {
  World world;
  world.state().batch_size = 2;
  std::vector<std::string> ids;
  ContactListQuery query;
  for (int pages = 0; pages < 30; ++pages) {
    auto const page = list_contacts(world.http(), query);
    REQUIRE(page);
    CHECK(page->deleted.empty());
    for (auto const& contact : page->contacts) ids.push_back(contact.id);
    if (pages == 1) world.org().find(ids.front())->deleted = true;
    query.cursor = page->cursor;
    if (query.cursor.empty()) break;
  }
  CHECK(query.cursor.empty());
  CHECK(ids.size() == 10);  // 6 contacts, 2 leads, 2 accounts
  CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == 10);
}

TEST_CASE("What changed since a time is listed, with what is gone and leads that were converted") {
  World world;
  world.clock() += std::chrono::hours(1);
  auto const now = world.clock();
  auto& ada = *world.org().find(world.contact("Ada Brook"));
  auto& cleo = *world.org().find(world.lead("Cleo Dahl"));
  auto& ben = *world.org().find(world.contact("Ben Castle"));
  ada.modified = ben.modified = cleo.modified = now;
  ben.deleted = true;
  cleo.fields["IsConverted"] = true;
  ContactListQuery query;
  query.changed_since = std::chrono::floor<std::chrono::seconds>(now);
  std::vector<std::string> changed, gone;
  do {
    auto const page = list_contacts(world.http(), query);
    REQUIRE(page);
    for (auto const& contact : page->contacts) changed.push_back(contact.name);
    for (auto const& key : page->deleted) gone.push_back(key.type);
    query.cursor = page->cursor;
  } while (!query.cursor.empty());
  CHECK(changed == std::vector<std::string>{"Ada Brook"});
  CHECK(gone == std::vector<std::string>{"Contact", "Lead"});
}

TEST_CASE("A listing passes over kinds that the org lacks, and refuses a cursor that is none") {
  World world;
  world.state().hidden = "Lead";
  ContactListQuery query;
  query.cursor = "Lead";
  auto const page = list_contacts(world.http(), query);
  REQUIRE(page);
  CHECK(page->cursor == "Account");
  query.cursor = "' OR Name != '";
  CHECK(list_contacts(world.http(), query).has_error());
}
