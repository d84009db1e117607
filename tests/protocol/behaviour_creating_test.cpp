// Every CRM gets a new contact once.
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "protocol/behaviour/office.hpp"

namespace patchbay::test {

TEST_CASE("A contact whose answer was lost is looked for, and made once") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Office office(vendor);
  office.fault({"POST", ""}, {{"kind", "drop_after"}, {"times", 1}});
  json::object const wish{{"phoneNumber", "+14155550271"}, {"newContactName", "Lea Lost"}};
  auto made = office.ask("contact.create", wish);
  if (!vendor.let_searches_learn.empty()) office.setting(vendor.let_searches_learn);
  if (outcome(made) != "result") {  // it cannot be seen at once in every CRM
    CHECK(told(made).name == "unknown_outcome");
    CHECK(told(made).text.find("Patchbay looks for it first") != std::string::npos);
    CHECK(told(made).retry_after > 0);
    made = office.ask("contact.create", wish);
  }
  INFO(json::serialize(made));
  CHECK(told(made).text == "Contact created.");
  CHECK(office.only("+14155550271").at("id") == made.at("result").at("contact").at("id"));
}

}  // namespace patchbay::test
