#include "service/params.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>

namespace patchbay::service {
namespace {

json::object params(std::string_view text) { return json::parse(text).as_object(); }

template <class T>
std::string complaint(Result<T> const& result) {
  return result ? "none" : result.error().field + ": " + result.error().message;
}

}  // namespace

TEST_CASE("a text that must be there is refused by name when it is missing, empty or no text") {
  auto const given = params(R"({"blank": " \t\n", "list": [], "null": null, "word": "  a b ", "number": 12345678901234567890})");
  CHECK(complaint(required_text(given, "absent")) == "absent: Parameter 'absent' is missing.");
  CHECK(complaint(required_text(given, "null")) == "null: Parameter 'null' is missing.");
  CHECK(complaint(required_text(given, "blank")) == "blank: Parameter 'blank' is empty.");
  CHECK(complaint(required_text(given, "list")) == "list: Parameter 'list' must be a text.");
  CHECK(required_text(given, "word").value() == "a b");
  CHECK(required_text(given, "number").value() == "12345678901234567890");
}

TEST_CASE("what is optional may be absent or null, but not of another type") {
  auto const given = params(R"({"null": null, "text": " a ", "true": true, "number": -3, "half": 0.5})");
  CHECK_FALSE(optional_text(given, "absent").value());
  CHECK_FALSE(optional_text(given, "null").value());
  CHECK(optional_text(given, "text").value() == " a ");
  CHECK(complaint(optional_text(given, "true")) == "true: Parameter 'true' must be a text.");
  CHECK(optional_bool(given, "true").value() == true);
  CHECK_FALSE(optional_bool(given, "null").value());
  CHECK(complaint(optional_bool(given, "text")) == "text: Parameter 'text' must be true or false.");
  CHECK(optional_integer(given, "number").value() == -3);
  CHECK(complaint(optional_integer(given, "half")) == "half: Parameter 'half' must be a whole number.");
}

TEST_CASE("an object or a list that is absent is empty, and one that is something else is refused") {
  auto const given = params(R"({"object": {"a": 1}, "list": [1], "text": "a"})");
  CHECK(object_or_empty(given, "absent").value().empty());
  CHECK(object_or_empty(given, "object").value().contains("a"));
  CHECK(complaint(object_or_empty(given, "list")) == "list: Parameter 'list' must be an object.");
  CHECK(array_or_empty(given, "absent").value().empty());
  CHECK(array_or_empty(given, "list").value().size() == 1);
  CHECK(complaint(array_or_empty(given, "text")) == "text: Parameter 'text' must be a list.");
}

TEST_CASE("a list of texts is a list or a text with commas, without its empty items") {
  auto const given = params(R"({"commas": " a, b,,c ,", "list": ["a", 7, " "], "mixed": ["a", {}], "number": 5, "object": {}})");
  using List = std::vector<std::string>;
  CHECK(text_list(given, "commas").value() == List{"a", "b", "c"});
  CHECK(text_list(given, "list").value() == List{"a", "7"});
  CHECK(text_list(given, "number").value() == List{"5"});
  CHECK(complaint(text_list(given, "mixed")) == "mixed: Parameter 'mixed' must hold texts only.");
  CHECK(complaint(text_list(given, "object")) == "object: Parameter 'object' must be a list or a text with commas.");
  CHECK(complaint(text_list(given, "absent")) == "absent: Parameter 'absent' is missing.");
}

}  // namespace patchbay::service
