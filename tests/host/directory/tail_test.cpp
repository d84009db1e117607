#include "directory/tail.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

namespace patchbay::directory {
namespace {

// Whether who looks `wanted` up comes across `written`.
bool meets(std::string_view wanted, std::string_view written, std::string_view region = "US") {
  auto const tails = tails_of(parse_phone_number(wanted, region).value());
  auto const tail = tail_of(written, region);
  return tail && std::find(tails.begin(), tails.end(), *tail) != tails.end();
}

}  // namespace

TEST_CASE("whatever spelling matches a number is filed under one of its keys") {
  struct Row {
    char const* wanted;
    char const* written;
    char const* region;
  };
  auto const row = GENERATE(values<Row>({
      {"+14155550132", "+1 (415) 555-0132", "US"},
      {"+14155550132", "415.555.0132", "US"},
      {"+14155550132", "555-0132", "US"},
      {"+14155550100", "+1 415 555 0100 ext. 204", "US"},
      {"+14155550100", "415-555-0100,204", "US"},
      {"+14155550100", "tel:+1-415-555-0100;ext=204", "US"},
      {"+18003569377", "1-800-FLOWERS", "US"},
      {"+442079460958", "+44 (0)20 7946 0958", "US"},
      {"+442079460958", "020 7946 0958", "GB"},
      {"+493023125144", "030 / 23125-144", "DE"},
      {"+5493435551212", "0343 15-555-1212", "AR"},
      {"+3545551234", "555 1234", "IS"},
      {"+352271234", "27 12 34", "LU"},
      {"+352271234", "+352 27 12 34", "US"},
      {"+29022222", "22222", "SH"},
      {"+390612345678", "06 1234 5678", "IT"},
      {"+14155550132", "\xEF\xBC\x94\xEF\xBC\x91\xEF\xBC\x95 555 0132", "US"},
  }));
  INFO(row.wanted << " as " << row.written);
  auto const wanted = parse_phone_number(row.wanted, row.region).value();
  CHECK(match_phone_number(wanted, row.written, row.region));
  CHECK(meets(row.wanted, row.written, row.region));
}

TEST_CASE("another number is filed elsewhere, and what is no number nowhere") {
  CHECK_FALSE(meets("+14155550132", "+1 415 555 0133"));
  CHECK_FALSE(meets("+14155550132", "0132"));
  CHECK_FALSE(tail_of("", "US"));
  CHECK_FALSE(tail_of("911", "US"));
  CHECK_FALSE(tail_of("ask Ann", "US"));
  CHECK(tail_of("0132", "US") != tail_of("00132", "US"));
}

}  // namespace patchbay::directory
