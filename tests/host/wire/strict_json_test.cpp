#include "wire/strict_json.hpp"

#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>

namespace patchbay::wire {
namespace {

std::string fault_of(std::string_view text) {
  auto const document = parse_strict_json(text);
  return document ? "" : document.error().message;
}

std::string nested(std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); }

}  // namespace

TEST_CASE("every kind of JSON value is read as Boost.JSON reads it") {
  for (std::string_view text :
       {"null", "true", "-1", "18446744073709551615", "9223372036854775807", "1.5e3", R"("")",
        R"("a\n\"\u00e9\ud83d\ude00 z")", "[]", "{}", R"([1,[2,{"a":[]}],"b"])",
        R"({"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}],"\u0064":5})", " {\"a\" : 1 } \n"}) {
    CAPTURE(text);
    auto const document = parse_strict_json(text);
    REQUIRE(document.has_value());
    CHECK(*document == boost::json::parse({text.data(), text.size()}));
  }
}

TEST_CASE("a key that an object has twice is refused, in whatever spelling and at whatever depth") {
  for (std::string_view text :
       {R"({"a":1,"a":1})", R"({"a":1,"\u0061":2})", R"({"x":[{"b":{},"c":1,"b":2}]})", R"({"":1,"":2})"}) {
    CAPTURE(text);
    CHECK(fault_of(text) == "An object of the message has a key twice.");
  }
}

TEST_CASE("32 levels are read and 33 are refused") {
  CHECK(fault_of(nested(32)) == "");
  CHECK(fault_of(nested(33)) == "The message is nested more than 32 levels deep.");
  CHECK(fault_of(std::string(1'000'000, '[')) == "The message is nested more than 32 levels deep.");
}

TEST_CASE("what is no JSON text is refused") {
  for (std::string_view text : {"", " ", "{", "{}x", "{} {}", "[1,]", "{'a':1}", "nul", "01", "\"\xFF\"",
                                "\xEF\xBB\xBF{}", "\"\n\"", R"("\ud800")", "// c\n1"}) {
    CAPTURE(text);
    CHECK(fault_of(text) == "The message is no JSON text.");
  }
}

}  // namespace patchbay::wire
