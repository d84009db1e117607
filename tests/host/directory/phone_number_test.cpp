#include "directory/phone_number.hpp"

#include <catch2/catch.hpp>

namespace patchbay {
namespace {

PhoneNumber us(std::string_view text) { return parse_phone_number(text, "US").value(); }

std::optional<Strength> matched(std::string_view wanted, std::string_view written,
                                std::string_view region = "US") {
  return match_phone_number(parse_phone_number(wanted, region).value(), written, region);
}

}  // namespace

TEST_CASE("a number is read from any spelling") {
  for (auto const* text : {"+14155550132", "(415) 555-0132", "1-415-555-0132", "415.555.0132",
                           "tel:+1-415-555-0132", "+1 415 555 0132"}) {
    INFO(text);
    auto const number = us(text);
    CHECK(number.e164 == "+14155550132");
    CHECK(number.country_code == "1");
    CHECK(number.national == "4155550132");
    CHECK(number.extension.empty());
  }
  CHECK(parse_phone_number("020 7946 0958", "GB")->e164 == "+442079460958");
  CHECK(parse_phone_number("+44 (0)20 7946 0958", "US")->e164 == "+442079460958");
  CHECK(parse_phone_number("0011 61 2 9374 4000", "AU")->e164 == "+61293744000");
}

TEST_CASE("an extension is kept beside the number") {
  auto const number = us("+1 415 555 0132 ext. 101");
  CHECK(number.e164 == "+14155550132");
  CHECK(number.extension == "101");
}

TEST_CASE("the leading zero of an Italian number is part of it") {
  auto const number = parse_phone_number("+39 06 6988 1234", "US").value();
  CHECK(number.national == "0669881234");
  CHECK(number.e164 == "+390669881234");
}

TEST_CASE("what nobody can dial from elsewhere is no number") {
  for (auto const* text : {"", "abc", "sip:alice@example.com", "911", "555-0132", "+", "*67", "12"}) {
    INFO(text);
    auto const result = parse_phone_number(text, "US");
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == ErrorCode::invalid_params);
    CHECK(result.error().field == "phoneNumber");
  }
  CHECK_FALSE(parse_phone_number(std::string(100000, '5'), "US").has_value());
  CHECK_FALSE(parse_phone_number("(415) 555-0132", "").has_value());
}

TEST_CASE("an error never holds the number") {
  CHECK(parse_phone_number("555-0132", "US").error().message.find("0132") == std::string::npos);
}

TEST_CASE("a match says how sure it is") {
  CHECK(matched("+14155550132", "+1 (415) 555-0132") == Strength::exact);
  CHECK(matched("+14155550132", "+1-415.555/0132") == Strength::exact);
  CHECK(matched("+442079460958", "+44 (0)20 7946 0958") == Strength::exact);
  CHECK(matched("+14155550132", "011 1 415 555 0132") == Strength::exact);
  CHECK(matched("+14155550132", "(415) 555-0132") == Strength::e164);
  CHECK(matched("+14155550132", "555-0132") == Strength::suffix);
  CHECK(matched("+442079460958", "020 7946 0958") == Strength::suffix);
  CHECK(matched("+442079460958", "020 7946 0958", "GB") == Strength::e164);
  CHECK(matched("+4930123456", "49 30 123456") == Strength::suffix);
}

TEST_CASE("numbers that only look alike do not match") {
  CHECK_FALSE(matched("+14155550132", "+1 415 555 0133"));
  CHECK_FALSE(matched("+14155550132", "+1 415 555 01324"));
  CHECK_FALSE(matched("+14155550132", "550132"));
  CHECK_FALSE(matched("+14155550132", "0132"));
  CHECK_FALSE(matched("+14155550132", ""));
  CHECK_FALSE(matched("+14155550132", "no number"));
  CHECK_FALSE(matched("+12079460958", "+44 20 7946 0958"));
  CHECK_FALSE(matched("+14155550132", "9994155550132x"));
}

TEST_CASE("extensions part two numbers only when both have one") {
  CHECK(matched("+14155550132", "+1 415 555 0132 ext 5") == Strength::exact);
  CHECK(matched("+1 415 555 0132 ext 5", "+14155550132") == Strength::exact);
  CHECK_FALSE(matched("+1 415 555 0132 ext 5", "+1 415 555 0132 ext 6"));
}

TEST_CASE("the national digits fill an agent's masks from left to right") {
  auto const number = us("+14155550132");
  using Spellings = std::vector<std::string>;
  CHECK(phone_number_spellings(number, "(***) ***-****, ###.###.####") ==
        Spellings{"(415) 555-0132", "415.555.0132"});
  CHECK(phone_number_spellings(number, "1-***-***-####,") == Spellings{"1-415-555-0132"});
  CHECK(phone_number_spellings(number, "**********,##########") == Spellings{"4155550132"});
}

TEST_CASE("a mask with another number of places than there are digits is not used") {
  auto const number = us("+14155550132");
  CHECK(phone_number_spellings(number, "***-****,(***) ***-*****").empty());
  CHECK(phone_number_spellings(number, ",, ,no places").empty());
  CHECK(phone_number_spellings(number, "").empty());
}

TEST_CASE("names of strengths are those of the wire") {
  CHECK(name_of(Strength::exact) == "exact");
  CHECK(name_of(Strength::e164) == "e164");
  CHECK(name_of(Strength::suffix) == "suffix");
}

}  // namespace patchbay
