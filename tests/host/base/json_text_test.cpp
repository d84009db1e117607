#include "base/json_text.hpp"

#include <catch2/catch.hpp>

#include "support/print_result.hpp"

namespace patchbay {
namespace {

std::string fault_in(std::string_view text) {
  auto const document = parse_document(text);
  return document ? "none" : document.error().message;
}

}  // namespace

TEST_CASE("a document is read, with blanks around it") {
  CHECK(parse_document("\n {\"a\": [1, 2]}\r\n\n").value().at("a").at(1) == 2);
}

TEST_CASE("a mistake in a document is told with its line") {
  CHECK(fault_in("{\n\"a\": 1,\n}") == "is no JSON text, see line 3");
  CHECK(fault_in("{}\n{}") == "is no JSON text, see line 2");
  CHECK(fault_in("") == "is no JSON text, see line 1");
}

TEST_CASE("a document that ends too early is told with its last line") {
  CHECK(fault_in("{\n\"a\": 1") == "is no JSON text, see line 2");
  CHECK(fault_in("{\n\"a\": 1\n") == "is no JSON text, see line 3");
  CHECK(fault_in("[1, 2") == "is no JSON text, see line 1");
}

TEST_CASE("comments are read where they are allowed") {
  boost::json::parse_options options;
  options.allow_comments = true;
  CHECK(parse_document("{} // nothing", options));
  CHECK(fault_in("{} // nothing") == "is no JSON text, see line 1");
}

}  // namespace patchbay
