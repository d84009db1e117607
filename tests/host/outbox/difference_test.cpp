#include "outbox/difference.hpp"

#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace patchbay::outbox {
namespace {

namespace json = boost::json;

json::object object(std::string_view text) { return json::parse(text).as_object(); }

}  // namespace

TEST_CASE("a change is laid over a state member by member") {
  auto state = object(R"({"subject":"a","sections":{"note":"n","result":"r"}})");
  merge(state, object(R"({"sections":{"note":"m","recording":"x"}})"));
  CHECK(state == object(R"({"subject":"a","sections":{"note":"m","result":"r","recording":"x"}})"));
}

TEST_CASE("null in a change clears nothing") {
  auto state = object(R"({"subject":"a"})");
  merge(state, object(R"({"subject":null,"note":null})"));
  CHECK(state == object(R"({"subject":"a"})"));
}

TEST_CASE("the difference holds exactly what is not delivered yet") {
  auto const wanted = object(R"({"subject":"a","sections":{"note":"m","result":"r"},"contact":{"id":"7"}})");
  auto const delivered = object(R"({"subject":"a","sections":{"note":"n","result":"r"}})");
  CHECK(difference(wanted, delivered) == object(R"({"sections":{"note":"m"},"contact":{"id":"7"}})"));
  CHECK(difference(wanted, wanted).empty());
}

TEST_CASE("two changes of different members never lose each other, in either order") {
  auto one = object(R"({"sections":{"note":"a"}})");
  auto other = one;
  auto const note = object(R"({"sections":{"note":"b"}})");
  auto const recording = object(R"({"sections":{"recording":"https://example.test/r"}})");
  merge(one, note);
  merge(one, recording);
  merge(other, recording);
  merge(other, note);
  CHECK(difference(one, other).empty());
  CHECK(difference(other, one).empty());
}

}  // namespace patchbay::outbox
