#include "patchbay/json.hpp"

#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"

namespace patchbay {
namespace {

json::value const document = json::parse(R"({
  "data": {"id": 9007199254740993, "name": "Ada", "open": true, "value": 1.5, "whole": 3.0, "owner": {"email": null}},
  "items": [{"id": 1}, {"id": 2}]
})");

template <class Node>
concept Findable = requires(Node&& node) {
  find(std::forward<Node>(node), "a");
};
template <class Node>
concept Listable = requires(Node&& node) {
  list(std::forward<Node>(node), "a");
};
template <class Node>
concept Readable = requires(Node&& node) {
  text(std::forward<Node>(node), "a");
};
template <class Node>
concept Optional = requires(Node&& node) {
  optional<bool>(std::forward<Node>(node), "a");
};
template <class Node>
concept Required = requires(Node&& node) {
  required<bool>(std::forward<Node>(node), "a");
};

}  // namespace

TEST_CASE("a temporary document cannot be read, since what was read from it would dangle") {
  STATIC_REQUIRE(Findable<json::value const&>);
  STATIC_REQUIRE(Listable<json::object&>);
  STATIC_REQUIRE_FALSE(Findable<json::value>);
  STATIC_REQUIRE_FALSE(Listable<json::value>);
  STATIC_REQUIRE_FALSE(Listable<json::object>);
  STATIC_REQUIRE_FALSE(Readable<json::value>);
  STATIC_REQUIRE_FALSE(Optional<json::value>);
  STATIC_REQUIRE_FALSE(Required<json::value>);
  STATIC_REQUIRE_FALSE(Listable<decltype(*std::declval<Result<json::value>>())>);
}

TEST_CASE("a dotted path leads into objects") {
  CHECK(text(document, "data.name") == "Ada");
  CHECK(find(document, "data.owner.email")->is_null());
  CHECK(find(document, "data.name.length") == nullptr);
  CHECK(find(document, "nothing.at.all") == nullptr);
  CHECK(text(document.as_object(), "data.name") == "Ada");
}

TEST_CASE("an id that is a number is read as its digits, however large") {
  CHECK(text(document, "data.id") == "9007199254740993");
}

TEST_CASE("a member that is missing, null or of another type is none") {
  CHECK_FALSE(optional<std::string>(document, "data.missing"));
  CHECK_FALSE(optional<std::string>(document, "data.owner.email"));
  CHECK_FALSE(optional<std::string>(document, "data.open"));
  CHECK_FALSE(optional<bool>(document, "data.name"));
  CHECK_FALSE(optional<std::int64_t>(document, "data.value"));
  CHECK_FALSE(optional<json::object>(document, "items"));
  CHECK(text(document, "data.missing").empty());
}

TEST_CASE("a member of the right type is read") {
  CHECK(optional<bool>(document, "data.open") == true);
  CHECK(optional<double>(document, "data.value") == 1.5);
  CHECK(optional<std::int64_t>(document, "data.whole") == 3);
  CHECK(optional<json::object>(document, "data")->contains("name"));
}

TEST_CASE("what an answer must have is bad_reply where it is missing, with the path") {
  CHECK(*required<std::string>(document, "data.name") == "Ada");
  auto const missing = required<std::string>(document, "data.nick");
  REQUIRE(missing.has_error());
  CHECK(missing.error().status == PATCHBAY_BAD_REPLY);
  CHECK(missing.error().message.find("'data.nick'") != std::string::npos);
}

TEST_CASE("a list that is missing is empty") {
  std::string ids;
  for (auto const& item : list(document, "items")) ids += text(item, "id");
  CHECK(ids == "12");
  CHECK(list(document, "data").empty());
  CHECK(list(document, "nothing").empty());
}

}  // namespace patchbay
