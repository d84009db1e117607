#include "cli/support_bundle.hpp"

#include <regex>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace patchbay {
namespace {

namespace json = boost::json;

// Whatever the text, in this order: what a rule puts in must not be touched by the next.
std::string replaced(std::string const& text, char const* pattern, char const* with) {
  return std::regex_replace(text, std::regex(pattern), with);
}

void redact(json::value& value, std::string const& home) {
  if (value.is_string()) {
    value = json::string(redacted(value.get_string(), home));
  } else if (value.is_array()) {
    for (auto& one : value.get_array()) redact(one, home);
  } else if (value.is_object()) {
    for (auto& member : value.get_object()) redact(member.value(), home);
  }
}

}  // namespace

std::string_view const about_support_bundle =
    "The bundle holds: what --doctor says (browsers, versions, paths, settings with who set them, whether "
    "hosts "
    "answer),\n"
    "and how many logs wait in which state.\n"
    "It does not hold: tokens, passwords, the id of your app, telephone numbers, names, notes, or anything "
    "that a CRM "
    "said.\n"
    "The path of your home folder is left out. Read the file before you send it: it is plain text.";

std::string redacted(std::string_view text, std::string const& home) {
  std::string result(text);
  if (home.size() > 1) {
    for (auto at = result.find(home); at != std::string::npos; at = result.find(home, at + 1))
      result.replace(at, home.size(), 1, '~');  // with "~" GCC 12 sees an overlap that is none
  }
  // An add-on's id has the form of an address, and is ours.
  result = replaced(result, R"([A-Za-z0-9._%+-]+@(?!patchbay\.io)[A-Za-z0-9.-]+)", "<address>");
  result = replaced(result, R"(eyJ[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*)*)", "<token>");
  // Long and with digits among the letters: extension ids have letters only, words no digits.
  result = replaced(result, R"((?=[A-Za-z0-9_+/=-]*[0-9])(?=[A-Za-z0-9_+/=-]*[A-Za-z])[A-Za-z0-9_+=-]{24,})",
                    "<token>");
  return replaced(result, R"(\+?\(?[0-9][0-9 ().-]{5,}[0-9])", "<number>");
}

std::string support_bundle(Report const& report, json::object figures, std::filesystem::path const& home) {
  json::object bundle{{"about", about_support_bundle}};
  json::value doctor = to_json(report);
  json::value counted = std::move(figures);
  redact(doctor, home.string());
  redact(counted, home.string());
  bundle["doctor"] = std::move(doctor);
  bundle["figures"] = std::move(counted);
  return json::serialize(bundle) + "\n";
}

}  // namespace patchbay
