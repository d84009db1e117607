#include "http/http.hpp"

#include <catch2/catch.hpp>

using patchbay::HttpResponse;

TEST_CASE("a header is found in any case of letters, the first of several") {
  HttpResponse const response{200, {{"Content-TYPE", "a"}, {"content-type", "b"}}, ""};
  CHECK(response.header("content-type") == "a");
  CHECK(response.header("Content-Length").empty());
}
