// What an administrator hands over as a secret, as editors and shells write it.
#include <catch2/catch.hpp>

#include <sstream>

#include "base/secret.hpp"

namespace patchbay::test {
namespace {

std::string read(std::string const& text) {
  std::istringstream in(text);
  auto const secret = read_secret(in);
  return secret ? "[" + std::string(secret->view()) + "]" : secret.error().message;
}

}  // namespace

TEST_CASE("a secret is the first line, without what editors leave around it") {
  CHECK(read("example secret\n") == "[example secret]");
  CHECK(read("example secret") == "[example secret]");
  CHECK(read("example secret\r\nanother line\r\n") == "[example secret]");
  CHECK(read("\xEF\xBB\xBF"
             "example secret\r\n") == "[example secret]");
  CHECK(read("") == "[]");
  CHECK(read("\r\n") == "[]");
}

TEST_CASE("a secret in UTF-16 is refused, and not stored as something else") {
  CHECK(read(std::string("\xFF\xFE"
                         "e\0x\0\r\0\n\0",
                         10)) == "This is no plain text. Save it as UTF-8 and give it again.");
}

}  // namespace patchbay::test
