#include "patchbay/base64.hpp"

#include <catch2/catch.hpp>

using namespace patchbay;

TEST_CASE("Base64 is read with its padding, and bytes of any value come back") {
  CHECK(from_base64("") == "");
  CHECK(from_base64("Zg==") == "f");
  CHECK(from_base64("Zm8=") == "fo");
  CHECK(from_base64("Zm9vYmFy") == "foobar");
  CHECK(from_base64("AP/+") == std::string("\0\xFF\xFE", 3));
}

TEST_CASE("What is no base64 is not guessed at") {
  for (auto const* text : {"Zg", "Zg=", "Z===", "====", "Zm9v\n", "Zm9 ", "Zm9_", "=Zm9"}) {
    INFO(text);
    CHECK_FALSE(from_base64(text));
  }
}
