#include "config/strict_reader.hpp"

#include <algorithm>

#include <boost/json/array.hpp>

namespace patchbay {
namespace {

namespace json = boost::json;

// "a, b or c"
template <class Names>
std::string listed(Names const& names) {
  std::string text;
  std::size_t left = names.size();
  for (auto const& name : names) {
    text += name;
    if (--left > 0) text += left == 1 ? " or " : ", ";
  }
  return text;
}

}  // namespace

void StrictReader::each(json::value const& value, std::string const& path, TakeMember const& take) {
  if (!value.is_object()) return refuse(path, "must be an object");
  for (auto const& member : value.get_object()) {
    if (problem_) return;
    std::string const key(member.key());
    take(key, member.value(), path.empty() ? key : path + "." + key);
  }
}

void StrictReader::members(json::value const& value, std::string const& path,
                           std::map<std::string_view, Take> const& takers) {
  each(value, path, [&](std::string const& key, json::value const& one, std::string const& at) {
    auto const taker = takers.find(key);
    if (taker != takers.end()) return taker->second(one, at);
    std::vector<std::string_view> known;
    for (auto const& [name, take] : takers) known.push_back(name);
    refuse(at, "is not known here, only " + listed(known));
  });
}

void StrictReader::text(json::value const& value, std::string const& path, Wrong wrong, std::string& into) {
  if (!value.is_string()) return refuse(path, "must be a text");
  std::string const read(value.get_string());
  if (auto const what = wrong(read); !what.empty()) return refuse(path, what);
  into = read;
  took(path, value);
}

void StrictReader::texts(json::value const& value, std::string const& path, Wrong wrong,
                         std::vector<std::string>& into) {
  if (!value.is_array()) return refuse(path, "must be a list of texts");
  std::vector<std::string> read;
  for (auto const& one : value.get_array()) {
    auto const at = path + "[" + std::to_string(read.size()) + "]";
    if (!one.is_string()) return refuse(at, "must be a text");
    read.emplace_back(one.get_string());
    if (auto const what = wrong(read.back()); !what.empty()) return refuse(at, what);
  }
  into = std::move(read);
  took(path, value);
}

void StrictReader::flag(json::value const& value, std::string const& path, bool& into) {
  if (!value.is_bool()) return refuse(path, "must be true or false");
  into = value.get_bool();
  took(path, value);
}

void StrictReader::ports(json::value const& value, std::string const& path,
                         std::vector<std::uint16_t>& into) {
  if (!value.is_array()) return refuse(path, "must be a list of port numbers");
  std::vector<std::uint16_t> read;
  for (auto const& one : value.get_array()) {
    auto const* port = one.if_int64();
    if (!port || *port < 1 || *port > 65535)
      return refuse(path, "must be a list of port numbers, from 1 to 65535");
    read.push_back(static_cast<std::uint16_t>(*port));
  }
  into = std::move(read);
  took(path, value);
}

std::optional<std::int64_t> StrictReader::number(json::value const& value, std::string const& path,
                                                 std::int64_t least, std::int64_t most) {
  auto const* number = value.if_int64();
  if (!number || *number < least || *number > most) {
    refuse(path, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return std::nullopt;
  }
  took(path, value);
  return *number;
}

std::optional<std::string> StrictReader::choice(json::value const& value, std::string const& path,
                                                std::vector<std::string_view> const& choices) {
  auto const* text = value.if_string();
  if (!text || std::find(choices.begin(), choices.end(), std::string_view(*text)) == choices.end()) {
    refuse(path, "must be " + listed(choices));
    return std::nullopt;
  }
  took(path, value);
  return std::string(*text);
}

std::optional<std::int64_t> StrictReader::choice(json::value const& value, std::string const& path,
                                                 std::vector<std::int64_t> const& choices) {
  auto const* number = value.if_int64();
  if (!number || std::find(choices.begin(), choices.end(), *number) == choices.end()) {
    std::vector<std::string> names;
    for (auto const choice : choices) names.push_back(std::to_string(choice));
    refuse(path, "must be " + listed(names));
    return std::nullopt;
  }
  took(path, value);
  return *number;
}

void StrictReader::refuse(std::string const& path, std::string_view what) {
  if (!problem_) problem_ = Problem{path, std::string(what)};
}

}  // namespace patchbay
