#include "auth/base64url.hpp"

#include <catch2/catch.hpp>

namespace patchbay {

TEST_CASE("base64url has no padding and no characters that a URL would change") {
  CHECK(base64url("") == "");
  CHECK(base64url("f") == "Zg");
  CHECK(base64url("fo") == "Zm8");
  CHECK(base64url("foo") == "Zm9v");
  CHECK(base64url("\xFB\xFF\xFE") == "-__-");
}

TEST_CASE("base64 keeps its padding") {
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");
  CHECK(base64("\xFB\xFF") == "+/8=");
}

TEST_CASE("what base64url wrote reads back, for every length and byte") {
  std::string bytes;
  for (int value = 0; value < 256; ++value) {
    bytes += static_cast<char>(value);
    CHECK(from_base64url(base64url(bytes)) == bytes);
  }
}

TEST_CASE("text that base64url never writes is refused") {
  for (auto const* text : {"Z", "Zm9vY", "Zg==", "Z g", "Zh", "Zm9", "+/8", "Zg\n"})
    CHECK_FALSE(from_base64url(text));
}

}  // namespace patchbay
