#include "store/sealing.hpp"

#include <catch2/catch.hpp>

#include "support/print_result.hpp"

namespace patchbay {
namespace {

SealingKey key_of(char letter) { return {Secret(std::string(32, letter))}; }

}  // namespace

TEST_CASE("what was sealed opens with the same key and context") {
  auto const key = key_of('k');
  for (std::string const text : {"", "x", "two words", "caf\xC3\xA9"}) {
    auto const opened = unseal(seal(Secret(text), "row 1", key), "row 1", key);
    REQUIRE(opened);
    CHECK(opened->view() == text);
  }
}

TEST_CASE("no two blobs of one text are alike, and none shows it") {
  auto const key = key_of('k');
  auto const one = seal(Secret("plain words"), "row 1", key),
             other = seal(Secret("plain words"), "row 1", key);
  CHECK(one != other);
  CHECK(one.find("plain") == std::string::npos);
}

TEST_CASE("a blob does not open with another key") {
  auto const opened = unseal(seal(Secret("text"), "row 1", key_of('k')), "row 1", key_of('x'));
  REQUIRE(opened.has_error());
  CHECK(opened.error().code == ErrorCode::auth_required);
}

TEST_CASE("a blob does not open in another row") {
  auto const key = key_of('k');
  CHECK(unseal(seal(Secret("text"), "row 1", key), "row 2", key).has_error());
}

TEST_CASE("a blob with any one bit changed or any byte missing does not open") {
  auto const key = key_of('k');
  auto const blob = seal(Secret("text"), "row 1", key);
  for (std::size_t at = 0; at < blob.size(); ++at) {
    auto changed = blob;
    changed[at] ^= 1;
    CHECK(unseal(changed, "row 1", key).has_error());
    CHECK(unseal(blob.substr(0, at), "row 1", key).has_error());
  }
}

}  // namespace patchbay
