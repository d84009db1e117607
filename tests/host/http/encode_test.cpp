#include "http/encode.hpp"

#include <catch2/catch.hpp>

using patchbay::form_encode;
using patchbay::percent_encode;

TEST_CASE("what a URL may carry as it is stays as it is") {
  CHECK(percent_encode("AZaz09-._~") == "AZaz09-._~");
  CHECK(percent_encode("").empty());
}

TEST_CASE("every other byte is written as percent and two digits") {
  CHECK(percent_encode("+1 (415)") == "%2B1%20%28415%29");
  CHECK(percent_encode("a/b?c&d=e#f%") == "a%2Fb%3Fc%26d%3De%23f%25");
  CHECK(percent_encode("Zoë 🙂") == "Zo%C3%AB%20%F0%9F%99%82");
  CHECK(percent_encode(std::string_view("\0\n\xFF", 3)) == "%00%0A%FF");
}

TEST_CASE("a form keeps the order of its fields and encodes names and values") {
  CHECK(form_encode({{"grant_type", "authorization_code"},
                     {"redirect uri", "http://127.0.0.1:80/?a=b"},
                     {"empty", ""}}) ==
        "grant_type=authorization_code&redirect%20uri=http%3A%2F%2F127.0.0.1%3A80%2F%3Fa%3Db&empty=");
  CHECK(form_encode({}).empty());
}
