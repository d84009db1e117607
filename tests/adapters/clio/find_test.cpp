// Finding people: by number in whatever spelling Clio keeps, by name, with their matters.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::clio;

namespace {

std::vector<std::string> names_of(ContactPage const& page) {
  std::vector<std::string> names;
  for (auto const& contact : page.contacts) names.push_back(contact.name);
  return names;
}

std::vector<std::string> matters_of(Contact const& contact) {
  std::vector<std::string> about;
  for (auto const& one : contact.related) about.push_back(one.description);
  return about;
}

}  // namespace

TEST_CASE("The same number in three spellings finds its three people, and no stranger") {
  World world;
  auto const page = find_contacts(world.http(), by_number("4155550132"));
  REQUIRE(page);
  CHECK(names_of(*page) == std::vector<std::string>{"Ada Brook", "Ben Castle", "Cleo Dunn"});
  CHECK_FALSE(page->truncated);
}

TEST_CASE("A contact comes with all that Clio knows of it") {
  World world;
  auto& ada = world.firm().contacts.at(std::stoll(world.contact("Ada Brook")));
  ada["title"] = "Director";
  ada["primary_email_address"] = "ada@example.com";
  auto const page = find_contacts(world.http(), by_number("4155550132"));
  REQUIRE(page);
  auto const& contact = *contact_named(*page, "Ada Brook");
  CHECK(contact.id == world.contact("Ada Brook"));
  CHECK(contact.type == "person");
  CHECK(contact.title == "Director");
  CHECK(contact.email == "ada@example.com");
  CHECK(contact.organization == "Harbour & Sons");
  CHECK(contact.organization_id == world.contact("Harbour & Sons"));
  CHECK(contact.created_at == "2026-11-21T09:00:00Z");
  CHECK(contact.last_activity_at == "2026-11-21T09:00:00Z");
  REQUIRE(contact.phones.size() == 1);
  CHECK(contact.phones[0].number == "+14155550132");
  CHECK(contact.phones[0].label == "Work");
}

TEST_CASE(
    "Open and pending matters come along, closed ones do not, and a part in another's matter is named") {
  World world;
  auto const page = find_contacts(world.http(), by_number("4155550132"));
  REQUIRE(page);
  CHECK(matters_of(*contact_named(*page, "Ada Brook")) ==
        std::vector<std::string>{"Ada Brook v. Harbour Authority", "Ada Brook: lease"});
  auto const& ben = *contact_named(*page, "Ben Castle");
  REQUIRE(ben.related.size() == 3);
  CHECK(ben.related[0].kind == "matter");
  CHECK(ben.related[0].title.ends_with("-Harbour"));
  CHECK(ben.related[2].description == "Harbour & Sons merger - Witness");
}

TEST_CASE("A relationship without a matter, to a closed one or to one's own matter adds nothing") {
  World world;
  auto const ada = std::stoll(world.contact("Ada Brook"));
  sim::clio::add_relationship(world.firm(), ada, 0, "Friend", world.clock());
  sim::clio::add_relationship(world.firm(), ada, std::stoll(world.matter("Ben Castle: old will")), "Heir",
                              world.clock());
  sim::clio::add_relationship(world.firm(), ada, std::stoll(world.matter("Ada Brook: lease")), "Tenant",
                              world.clock());
  auto const page = find_contacts(world.http(), by_number("4155550132"));
  REQUIRE(page);
  CHECK(contact_named(*page, "Ada Brook")->related.size() == 2);
}

TEST_CASE("Companies, extensions, foreign and local spellings are found") {
  World world;
  auto const find = [&](ContactQuery const& query) {
    auto const page = find_contacts(world.http(), query);
    REQUIRE(page);
    return names_of(*page);
  };
  auto const company = find_contacts(world.http(), by_number("4155550170"));
  REQUIRE(company);
  REQUIRE(company->contacts.size() == 1);
  CHECK(company->contacts[0].type == "company");
  CHECK(find(by_number("4155550147")) == std::vector<std::string>{"Fay Extension"});
  CHECK(find(by_number("4155550163")) == std::vector<std::string>{"Greg Local"});
  ContactQuery berlin;
  berlin.e164 = "+4930901820";
  berlin.country_code = "49";
  berlin.national = "30901820";
  CHECK(find(berlin) == std::vector<std::string>{"Zoë Müller-Łukasz"});
  sim::clio::add_person(world.firm(), "Lea Local", "555-0188", world.clock());
  CHECK(find(by_number("4155550188")) == std::vector<std::string>{"Lea Local"});
}

TEST_CASE(
    "Where Clio searches for whole runs of digits only, numbers as we store them are found all the same") {
  World world;
  world.state().habits.matches_whole_tokens = true;
  sim::clio::add_person(world.firm(), "Stored By Us", "+14155550177", world.clock());
  auto const page = find_contacts(world.http(), by_number("4155550177"));
  REQUIRE(page);
  CHECK(names_of(*page) == std::vector<std::string>{"Stored By Us"});
}

TEST_CASE("A mask finds what Clio's people wrote in groups, and nobody comes twice") {
  World world;
  sim::clio::add_person(world.firm(), "Pierre Paires", "+33 1 42 68 53 00", world.clock());
  ContactQuery query;
  query.e164 = "+33142685300";
  query.country_code = "33";
  query.national = "142685300";
  query.formats = {"1 42 68 53 00", "+33 1 42 68 53 00"};
  auto const page = find_contacts(world.http(), query);
  REQUIRE(page);
  CHECK(names_of(*page) == std::vector<std::string>{"Pierre Paires"});
}

TEST_CASE("A page that goes on is named as such") {
  World world;
  for (int i = 0; i < 201; ++i) sim::clio::add_company(world.firm(), "Suite 0199", "", world.clock());
  auto const page = find_contacts(world.http(), by_number("4155550199"));
  REQUIRE(page);
  CHECK(names_of(*page).size() == 1);
  CHECK(page->truncated);
}

TEST_CASE("Every character of a search arrives as it was typed, the plus of a number too") {
  ScriptedHttp http;
  std::string const nobody = R"({"data":[],"meta":{"paging":{},"records":0}})";
  std::string const fields =
      "&fields=id%2Ctype%2Cname%2Ctitle%2Cprimary_email_address%2Ccreated_at%2Cupdated_at%2Ccompany%7Bid%"
      "2Cname%7D%2Cphone_numbers"
      "%7Bname%2Cnumber%2Cprimary%7D&limit=200";
  http.round({{"GET /api/v4/contacts.json?query=0132" + fields, answer(200, nobody)}});
  http.round({{"GET /api/v4/contacts.json?query=%2B14155550132" + fields, answer(200, nobody)}});
  REQUIRE(find_contacts(http, by_number("4155550132")));
  CHECK(http.left_over() == "");
}

TEST_CASE("A name is found with quotes, operators and letters of all scripts in it") {
  World world;
  auto const name = GENERATE(std::string("Ann & Bob #1 \"Twins\" (50%+)"), std::string("Zoë Müller-Łukasz"),
                             std::string("山田 太郎"), std::string("  Kim Short "));
  NameQuery query;
  query.name = name;
  auto const page = search_contacts(world.http(), query);
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 1);
  CHECK(name.find(page->contacts[0].name) != std::string::npos);
}

TEST_CASE("Without the permission for matters people are found without them") {
  World world;
  world.state().oauth.app().permissions.erase("matters");
  auto const page = find_contacts(world.http(), by_number("4155550132"));
  REQUIRE(page);
  CHECK(page->contacts.size() == 3);
  CHECK(page->contacts[0].related.empty());
}

TEST_CASE("A search for nothing is refused and names the field") {
  World world;
  CHECK(find_contacts(world.http(), {}).error().field == "phoneNumber");
  CHECK(search_contacts(world.http(), {}).error().field == "name");
  CHECK(world.spent() == Spent{0, 0});
}

TEST_CASE("A new person's name is split, a company's is not, and both are found at once") {
  struct Row {
    char const* type;
    char const* name;
    char const* first;
    char const* last;
  };
  auto const row = GENERATE(Row{"person", "Maria del Mar Ruiz", "Maria del Mar", "Ruiz"},
                            Row{"person", " Cher ", "", "Cher"}, Row{"company", "Bell & Sons Ltd", "", ""});
  World world;
  NewContact wish;
  wish.name = row.name;
  wish.type = row.type;
  wish.e164 = "+14155550111";
  auto const made = create_contact(world.http(), wish);
  REQUIRE(made);
  CHECK(made->type == row.type);
  CHECK(std::string(row.name).find(made->name) != std::string::npos);
  CHECK_FALSE(made->name.empty());
  auto const& record = world.firm().contacts.at(std::stoll(made->id));
  if (wish.type == "person") CHECK(text(record, "last_name") == row.last);
  if (*row.first) CHECK(text(record, "first_name") == row.first);
  CHECK(text(record.at("phone_numbers").at(0), "number") == "+14155550111");
  auto const page = find_contacts(world.http(), by_number("4155550111"));
  REQUIRE(page);
  CHECK(page->contacts.size() == 1);
}

TEST_CASE("A contact without a name is refused and names the field") {
  World world;
  NewContact wish;
  wish.type = "person";
  wish.name = "  ";
  CHECK(create_contact(world.http(), wish).error().field == "newContactName");
}

TEST_CASE("The user's time zone has IANA's name") {
  World world;
  auto const user = get_user(world.http(), {});
  REQUIRE(user);
  CHECK(user->id == world.user());
  CHECK(user->name == "Dana Fields");
  CHECK(user->email == "dana@example.com");
  CHECK(user->time_zone == "America/Los_Angeles");
}
