// manifest/policy.schema.json is what administrators read: it names what the code reads, and nothing else.
#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "config/config.hpp"

namespace patchbay {
namespace {

namespace json = boost::json;

json::object schema() {
  std::ifstream stream(PATCHBAY_POLICY_SCHEMA);
  return json::parse(std::string(std::istreambuf_iterator<char>(stream), {})).as_object();
}

Result<Config> policy(json::value const& document) {
  ConfigSources sources;
  sources.policy->push_back({"the policy", json::serialize(document)});
  return load_config(sources);
}

// The members below `path` that the code knows: it lists them when it meets one that it does not know.
std::set<std::string> known_to_code(json::object document) {
  auto const message = policy(document).error().message;
  auto const start = message.find("is not known here, only ");
  REQUIRE(start != std::string::npos);
  auto const words = std::regex_replace(message.substr(start + 24), std::regex(", | or |\\."), "\n");
  std::set<std::string> names;
  std::size_t from = 0;
  for (auto to = words.find('\n'); to != std::string::npos; from = to + 1, to = words.find('\n', from))
    names.insert(words.substr(from, to - from));
  return names;
}

std::set<std::string> names_of(json::object const& properties) {
  std::set<std::string> names;
  for (auto const& member : properties) names.emplace(member.key());
  return names;
}

// `inside` puts an object where the schema has `properties`.
template <class Inside>
void compare(json::object const& properties, Inside const& inside) {
  CHECK(names_of(properties) == known_to_code(inside({{"?", 0}})));
  for (auto const& [name, about] : properties) {
    INFO(name);
    auto const& one = about.as_object();
    if (one.contains("properties")) continue;
    if (auto const* examples = one.if_contains("examples")) {
      for (auto const& example : examples->as_array()) CHECK(policy(inside({{name, example}})).has_value());
    }
    for (auto const& wrong : {json::value(-1), json::value(json::object{{"?", nullptr}})})
      CHECK_FALSE(policy(inside({{name, wrong}})).has_value());
    if (auto const* choices = one.if_contains("enum")) {
      for (auto const& choice : choices->as_array()) CHECK(policy(inside({{name, choice}})).has_value());
    }
  }
}

}  // namespace

// [posix]: the example of a path is one of Linux.
TEST_CASE("the schema for administrators names what the code reads, with examples that it takes", "[posix]") {
  auto const document = schema();
  auto const& top = document.at("properties").as_object();
  compare(top, [](json::object members) { return members; });
  for (auto const* name : {"allowed_extensions", "directory", "extension"}) {
    compare(top.at(name).at("properties").as_object(),
            [name](json::object members) { return json::object{{name, std::move(members)}}; });
  }
  compare(top.at("adapters").at("additionalProperties").at("properties").as_object(),
          [](json::object members) {
            return json::object{{"adapters", json::object{{"sandbox", std::move(members)}}}};
          });
}

TEST_CASE("every member of the schema says what it is, and has an example") {
  auto const document = schema();
  auto const check = [](json::object const& properties, auto const& again) -> void {
    for (auto const& [name, about] : properties) {
      INFO(name);
      auto const& one = about.as_object();
      CHECK(one.contains("description"));
      if (auto const* nested = one.if_contains("properties")) again(nested->as_object(), again);
      else if (name != "adapters") CHECK(one.contains("examples"));
    }
  };
  check(document.at("properties").as_object(), check);
}

}  // namespace patchbay
