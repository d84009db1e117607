// Every CRM finds people alike.
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "protocol/behaviour/office.hpp"

namespace patchbay::test {
namespace {

using Names = std::vector<std::string>;

constexpr char everybody[] = "+14155550132";  // three people that every simulator has

}  // namespace

TEST_CASE("A known caller is found with what a person needs to see") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Office office(vendor);
  office.person("Nora Known", "+1 415 555 0201");
  auto const reply = office.find("+14155550201");
  REQUIRE(names_in(reply) == Names{"Nora Known"});
  auto const& contact = reply.at("result").at("contact").at(0).as_object();
  CHECK(text(contact.at("platform")) == vendor.name);
  CHECK(contact.at("phone") == "+1 415 555 0201");
  CHECK(contact.at("evidence").at("strength") == "exact");
  CHECK_FALSE(text(contact.at("id")).empty());
  CHECK_FALSE(text(contact.at("type")).empty());
  CHECK(text(contact.at("url")).find(text(contact.at("id"))) != std::string::npos);
  CHECK(reply.at("result").at("truncated") == false);
  CHECK(told(reply).text == "1 contact found.");
}

TEST_CASE("Two people on one number are both found, and nobody else") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Office office(vendor);
  office.person("Nora Known", "+1 415 555 0201");
  office.person("Olaf Known", "+1 (415) 555-0201");
  office.person("Pia Longer", "+1 415 555 02011");
  office.person("Quin Abroad", "+44 415 555 0201");
  auto const reply = office.find("+14155550201");
  CHECK(names_in(reply) == Names{"Nora Known", "Olaf Known"});
  CHECK(told(reply).text == "2 contacts found.");
}

TEST_CASE("Who shares a main number comes with what each is filed under") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Office office(vendor);
  auto const reply = office.find(everybody);
  REQUIRE(names_in(reply).size() == 3);
  int filed = 0;
  for (auto const& contact : reply.at("result").at("contact").as_array()) {
    auto const* choices = contact.at("additionalInfo").as_object().if_contains(vendor.shared_kind);
    if (!choices) continue;
    ++filed;
    for (auto const& choice : choices->as_array()) CHECK_FALSE(text(choice.at("title")).empty());
  }
  CHECK(filed == vendor.shared_filed);
}

TEST_CASE("A number that nobody has is no match and no error") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Office office(vendor);
  auto const reply = office.find("+14155550299");
  CHECK(names_in(reply).empty());
  CHECK(told(reply).text == "Nobody in the CRM has this number.");
  auto const nobody = office.search("Nobody Atall");
  CHECK(names_in(nobody).empty());
  CHECK(told(nobody).text == "Nobody in the CRM has a name like this.");
}

TEST_CASE("A number is found in each of five spellings") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Office office(vendor);
  office.person("A Plain", "+14155550221");
  office.person("B Spaced", "+1 (415) 555-0221");
  office.person("C National", "(415) 555-0221");
  office.person("D Dotted", "415.555.0221");
  office.person("E Digits", "4155550221");
  CHECK(names_in(office.find("+14155550221")) ==
        Names{"A Plain", "B Spaced", "C National", "D Dotted", "E Digits"});
}

TEST_CASE("An extension hides nobody, and a short number is not looked up in the CRM") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Office office(vendor);
  office.person("Rita Extension", "+1 415-555-0231 ext. 12");
  CHECK(names_in(office.find("+14155550231")) == Names{"Rita Extension"});
  office.person("Sam Short", "4712");
  office.forget_requests();
  auto const reply = office.find("4712");
  CHECK(told(reply).name == "invalid_params");
  CHECK(told(reply).text == "Parameter 'phoneNumber' is no telephone number that can be looked up.");
  CHECK(office.asked(vendor.lookup.path) == 0);
}

TEST_CASE("A name in any script is found as it is written") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Office office(vendor);
  for (auto const* name : {"Łucja Žižková-Åström", "佐藤 花子", "Renée 🎷 Faß"}) {
    office.person(name, "+1 415 555 0241");
    CHECK(names_in(office.search(name)) == Names{name});
  }
  CHECK(names_in(office.find("+14155550241")).size() == 3);
}

TEST_CASE("A name with quotes and operators is found, and breaks no query") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Office office(vendor);
  for (auto const* name : {"Ann O'Hara", "Bo \"Bee\" Lund", "R&D (50% + 1) #2", "C:\\ OR 1=1 --",
                           "x AND {y} NOT [z]?", "Wild*Card_ Tilde~^!"}) {
    CAPTURE(name);
    office.person(name, "+1 415 555 0251");
    auto const found = names_in(office.search(name));
    CHECK(std::find(found.begin(), found.end(), name) != found.end());
    CHECK(found.size() < 3);  // an operator that works finds half of the CRM
  }
}

TEST_CASE("Whoever was just created is found at once, with the name that was given") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Office office(vendor, {}, {{"enabled", true}});
  auto const made =
      office.ask("contact.create", {{"phoneNumber", "+14155550261"}, {"newContactName", "Tea New-Comer"}});
  CAPTURE(json::serialize(made));
  CHECK(told(made).text == "Contact created.");
  CHECK(made.at("result").at("contact").at("name") == "Tea New-Comer");
  auto const at_once = office.ask("contact.find", {{"phoneNumber", "+14155550261"}});
  CHECK(names_in(at_once) == Names{"Tea New-Comer"});
  CHECK(at_once.at("result").at("from") == "directory");
  if (!vendor.let_searches_learn.empty()) office.setting(vendor.let_searches_learn);
  auto const found = office.only("+14155550261");  // in the CRM
  CHECK(found.at("id") == made.at("result").at("contact").at("id"));
  CHECK(found.at("name") == "Tea New-Comer");
  auto const me = office.ask("userInfo.get", {}).at("result").at("user").as_object();
  CHECK(found.contains("owner") == vendor.has_owners);
  if (vendor.has_owners) CHECK(found.at("owner") == me.at("name"));
  office.logged(office.log("s-1", found));
}

}  // namespace patchbay::test
