#include "wire/utf8.hpp"

#include <catch2/catch.hpp>

namespace patchbay::wire {

using namespace std::string_literals;

TEST_CASE("text of one to four bytes a character is UTF-8") {
  CHECK(is_utf8(""));
  CHECK(is_utf8("plain\0text"s));
  CHECK(
      is_utf8("\xC2\x80 \xDF\xBF \xE0\xA0\x80 \xED\x9F\xBF \xEE\x80\x80 \xEF\xBF\xBF \xF0\x90\x80\x80 "
              "\xF4\x8F\xBF\xBF"));
}

TEST_CASE("overlong forms, surrogates, numbers beyond Unicode and cut characters are no UTF-8") {
  for (auto const* bytes : {"\x80", "\xBF", "\xC0\xAF", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80",
                            "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
                            "\xFE", "\xFF", "\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xC3(", "\xE2\x28\xA1"}) {
    CAPTURE(bytes);
    CHECK_FALSE(is_utf8(bytes));
    CHECK_FALSE(is_utf8("before" + std::string(bytes) + "after"));
  }
}

TEST_CASE("repair replaces what is no UTF-8 and keeps what is") {
  CHECK(repaired_utf8("Zo\xC3\xAB") == "Zo\xC3\xAB");
  CHECK(repaired_utf8("a\xFFz") == "a\xEF\xBF\xBDz");
  CHECK(repaired_utf8("a\xC3") == "a\xEF\xBF\xBD");
  CHECK(repaired_utf8("\xE2\x28z") == "\xEF\xBF\xBD(z");
  CHECK(is_utf8(repaired_utf8("\xF0\x9F\x98\xED\xA0\x80\xC0\xAF")));
}

}  // namespace patchbay::wire
