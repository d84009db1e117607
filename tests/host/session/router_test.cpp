#include "session/router.hpp"

#include <catch2/catch.hpp>

namespace patchbay {
namespace {

using namespace std::chrono_literals;

Result<boost::json::value> nothing(boost::json::object const&, RequestContext const&) {
  return boost::json::value();
}

}  // namespace

TEST_CASE("a method is found by its whole name only") {
  Router router;
  router.add("contact.find", 5s, nothing);
  REQUIRE(router.find("contact.find") != nullptr);
  CHECK(router.find("contact.find")->time_limit == 5s);
  CHECK(router.find("contact") == nullptr);
  CHECK(router.find("contact.find2") == nullptr);
  CHECK(router.find("") == nullptr);
}

TEST_CASE("the names of the methods are listed in order") {
  Router router;
  CHECK(router.names().empty());
  router.add("b", 1s, nothing);
  router.add("a", 1s, nothing);
  CHECK(router.names() == std::vector<std::string>{"a", "b"});
}

TEST_CASE("two methods of one name are a mistake that shows at the start") {
  Router router;
  router.add("a", 1s, nothing);
  CHECK_THROWS_WITH(router.add("a", 2s, nothing), "Two methods are called 'a'.");
}

}  // namespace patchbay
