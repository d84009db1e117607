// Every CRM's directory knows whom its CRM knows.
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "protocol/behaviour/office.hpp"

namespace patchbay::test {

TEST_CASE("After a sign-in the directory fills, and finds whom the CRM itself finds") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Office office(vendor, {}, {{"enabled", true}});
  json::object progress;
  do {
    progress = office.world().notification("directory.progress");
    INFO(json::serialize(progress));
    REQUIRE_FALSE(progress.contains("problem"));
  } while (progress.at("state") != "ready");
  CHECK(text(progress.at("platform")) == vendor.name);
  auto const at_once = office.ask("contact.find", {{"phoneNumber", "+14155550132"}});
  CHECK(names_in(at_once).size() == 3);
  CHECK(at_once.at("result").at("from") == "directory");
  CHECK(names_in(at_once) == names_in(office.find("+14155550132")));
}

}  // namespace patchbay::test
