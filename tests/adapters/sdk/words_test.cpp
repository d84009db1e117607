#include "patchbay/words.hpp"

#include <catch2/catch.hpp>

using namespace patchbay;

TEST_CASE("The digits of a number are those of ASCII") {
  CHECK(digits_in("+1 (415) 555-0132 ext. 4") == "141555501324");
  CHECK(digits_in("٣ four").empty());
}

TEST_CASE("A name is split at its last space, and one word is a last name") {
  CHECK(split_name(" Ada  Maria Brook\n").first == "Ada  Maria");
  CHECK(split_name(" Ada  Maria Brook\n").last == "Brook");
  CHECK(split_name("Ada  Brook").first == "Ada");
  CHECK(split_name("Cher").first.empty());
  CHECK(split_name("Cher").last == "Cher");
  CHECK(split_name(" \t").last.empty());
}

TEST_CASE("A text is clipped between its characters") {
  CHECK(clipped("山田", 1) == "山");
  CHECK(clipped("山田", 2) == "山田");
  CHECK(clipped("abc", 0).empty());
}

TEST_CASE("Texts are joined, and those that are empty leave no gap") {
  CHECK(joined({"a", "", "b", "c"}, ", ") == "a, b, c");
  CHECK(joined({"", "a", ""}, " or ") == "a");
  CHECK(joined({}, ", ").empty());
}

TEST_CASE("A mark is a word of its own") {
  CHECK(carries("Call reference: session-1\n", "session-1"));
  CHECK(carries("session-12, session-1", "session-1"));
  CHECK_FALSE(carries("session-12", "session-1"));
  CHECK_FALSE(carries("a-session-1", "session-1"));
  CHECK_FALSE(carries("anything", ""));
}

TEST_CASE("A mark is found in HTML, whatever way its entities are spelt, and never decoded twice") {
  CHECK(without_entities("a &amp; b&#39;c&#x27;d &lt;e&gt; &quot;&apos;") == "a & b'c'd <e> \"'");
  CHECK(without_entities("&amp;lt; &unknown; 100% & more") == "&lt; &unknown; 100% & more");
  CHECK(carries(without_entities("<p>Call reference: a&amp;b-1</p>"), "a&b-1"));
  CHECK_FALSE(carries(without_entities("<p>Call reference: a&amp;b-12</p>"), "a&b-1"));
}
