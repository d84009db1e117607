#include "protocol/transcript.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace patchbay::test {
namespace {

namespace json = boost::json;
using Lines = std::vector<TranscriptLine>;

bool is_variable(std::string_view text) {
  return text.size() > 1 && text[0] == '$' && std::all_of(text.begin() + 1, text.end(), [](unsigned char c) {
           return std::isalnum(c) || c == '_';
         });
}

std::string said(json::value const& expected, json::value const& actual) {
  return ": expected " + json::serialize(expected) + ", got " + json::serialize(actual);
}

std::optional<std::string> below(std::string const& step, std::optional<std::string> found) {
  if (found) *found = "/" + step + *found;
  return found;
}

std::optional<std::string> object_difference(json::object const& expected, json::object const& actual,
                                             json::object& variables) {
  for (auto const& [key, value] : expected) {
    if (key == "...") continue;
    auto const* member = actual.if_contains(key);
    if (!member) return "/" + std::string(key) + ": is missing";
    if (auto found = below(key, difference(value, *member, variables))) return found;
  }
  if (expected.contains("...")) return std::nullopt;
  for (auto const& [key, value] : actual) {
    if (!expected.contains(key))
      return "/" + std::string(key) + ": is not expected, and is " + json::serialize(value);
  }
  return std::nullopt;
}

std::optional<std::string> array_difference(json::array const& expected, json::array const& actual,
                                            json::object& variables) {
  if (expected.size() != actual.size()) return said(expected, actual);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (auto found = below(std::to_string(i), difference(expected[i], actual[i], variables))) return found;
  }
  return std::nullopt;
}

std::string at_line(TranscriptLine const& line, std::string const& what) {
  return "line " + std::to_string(line.number) + ": " + what;
}

// The first of these lines that the frame fits; what the last one lacks otherwise.
std::optional<std::string> take_fitting(Lines& expected, json::value const& frame, json::object& variables) {
  std::string misfit;
  for (auto line = expected.begin(); line != expected.end(); ++line) {
    auto seen = variables;
    auto const found = difference(json::parse(line->text), frame, seen);
    if (!found) {
      variables = std::move(seen);
      expected.erase(line);
      return std::nullopt;
    }
    misfit += "\n  " + at_line(*line, *found);
  }
  return at_line(expected.front(), "the host said " + json::serialize(frame)) + misfit;
}

std::optional<std::string> hear(Lines expected, TranscriptPeer const& peer, json::object& variables) {
  while (!expected.empty()) {
    auto const frame = peer.receive();
    if (!frame) return at_line(expected.front(), "the host says nothing");
    if (auto wrong = take_fitting(expected, json::parse(*frame), variables)) return wrong;
  }
  return std::nullopt;
}

// What is no JSON is sent as it stands: that is how the transcripts show faults.
std::string to_send(std::string const& text, json::object const& variables) {
  json::error_code error;
  auto const value = json::parse(text, error);
  if (error || text.find('$') == std::string::npos) return text;
  return json::serialize(substituted(value, variables));
}

}  // namespace

std::vector<Lines> transcript_blocks(std::string_view markdown) {
  std::vector<Lines> blocks;
  std::istringstream stream{std::string(markdown)};
  bool inside = false;
  int number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    bool const opens = line == "```transcript";
    if (opens) blocks.emplace_back();
    if (opens || line.starts_with("```")) inside = opens;
    else if (inside && line.starts_with("-->"))
      blocks.back().push_back({false, line.substr(std::min<std::size_t>(4, line.size())), number});
    else if (inside && line.starts_with("<-- ")) blocks.back().push_back({true, line.substr(4), number});
    else if (inside && line.starts_with(" ") && !blocks.back().empty()) blocks.back().back().text += line;
    else if (inside)
      blocks.back().push_back({true, "\"line " + std::to_string(number) + " is neither\"", number});
  }
  return blocks;
}

std::optional<std::string> difference(json::value const& expected, json::value const& actual,
                                      json::object& variables) {
  if (auto const* text = expected.if_string()) {
    if (*text == "...") return std::nullopt;
    if (is_variable(*text)) {
      auto const [known, is_new] = variables.emplace(*text, actual);
      if (is_new || known->value() == actual) return std::nullopt;
      return said(known->value(), actual);
    }
  }
  if (expected.is_object() && actual.is_object())
    return object_difference(expected.get_object(), actual.get_object(), variables);
  if (expected.is_array() && actual.is_array())
    return array_difference(expected.get_array(), actual.get_array(), variables);
  if (expected == actual) return std::nullopt;
  return said(expected, actual);
}

json::value substituted(json::value value, json::object const& variables) {
  if (auto* object = value.if_object()) {
    for (auto& member : *object) member.value() = substituted(std::move(member.value()), variables);
  } else if (auto* array = value.if_array()) {
    for (auto& element : *array) element = substituted(std::move(element), variables);
  } else if (auto* text = value.if_string()) {
    if (auto const* known = variables.if_contains(*text); known && is_variable(*text)) return *known;
  }
  return value;
}

std::optional<std::string> replay(Lines const& block, TranscriptPeer const& peer, json::object& variables) {
  for (auto line = block.begin(); line != block.end();) {
    if (!line->from_host) {
      if (!peer.send(to_send(line->text, variables))) return at_line(*line, "the host reads no more");
      ++line;
      continue;
    }
    auto const end = std::find_if(line, block.end(), [](auto const& other) { return !other.from_host; });
    if (auto wrong = hear({line, end}, peer, variables)) return wrong;
    line = end;
  }
  return std::nullopt;
}

}  // namespace patchbay::test
