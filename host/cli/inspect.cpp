#include "cli/inspect.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "base/utf8_path.hpp"
#include "platform/os.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr char const* remedy = " Run patchbay-host --register.";

std::string text_at(json::object const& object, std::string_view key) {
  auto const* value = object.if_contains(key);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

bool holds(json::object const& object, std::string_view key, std::string const& text) {
  auto const* list = object.if_contains(key);
  if (!list || !list->is_array()) return false;
  auto const& all = list->get_array();
  return std::any_of(all.begin(), all.end(),
                     [&](json::value const& one) { return one.is_string() && one.get_string() == text; });
}

std::optional<std::string> problem_of_path(std::string const& named, fs::path const& executable) {
  auto const path = utf8_path(named);
  std::error_code error;
  if (!path.is_absolute()) return std::string("Its manifest names no absolute path.") + remedy;
  if (!fs::exists(path, error)) return "Its manifest names " + named + ", which does not exist." + remedy;
  if (!platform::is_executable(path)) return "Its manifest names " + named + ", which cannot be run.";
  if (!fs::equivalent(path, executable, error))
    return "It would start another program, " + named + "." + remedy;
  return std::nullopt;
}

void check(json::object const& manifest, Browser const& browser, fs::path const& executable,
           AllowedExtensions const& allowed, std::vector<std::string>& problems) {
  bool const sound = text_at(manifest, "name") == browser.user_manifest.stem().string() &&
                     text_at(manifest, "type") == "stdio" && !text_at(manifest, "description").empty();
  if (!sound)
    problems.push_back(std::string("Its manifest lacks the name, the type or the description.") + remedy);
  if (auto problem = problem_of_path(text_at(manifest, "path"), executable))
    problems.push_back(std::move(*problem));
  for (auto const& caller : allowed_callers(browser.family, allowed)) {
    if (holds(manifest, allowed_member(browser.family), caller)) continue;
    problems.push_back("Its manifest does not allow the extension " + caller + "." + remedy);
  }
}

// What cannot be looked at is not there for the browser either.
bool is_there(fs::path const& file) {
  std::error_code ignored;
  return fs::exists(file, ignored);
}

std::string no_manifest(Browser const& browser) {
  std::string text;
  for (auto const& place : looked_at(browser))
    text += (text.empty() ? "no manifest at " : " nor at ") + place.manifest.string();
  return text + "." + remedy;
}

}  // namespace

std::vector<LookedAt> looked_at(Browser const& browser) {
  std::vector<LookedAt> places{{browser.user_manifest, false, is_there(browser.user_manifest)}};
  for (auto const& manifest : browser.system_manifests)
    places.push_back({manifest, true, is_there(manifest)});
  return places;
}

BrowserState inspect(Browser const& browser, fs::path const& executable, AllowedExtensions const& allowed,
                     BrowserPolicy const& policy) {
  auto const& machine_wide = browser.system_manifests;
  auto const system = std::find_if(machine_wide.begin(), machine_wide.end(), is_there);
  bool const hidden = policy.hides_user_hosts && is_there(browser.user_manifest);
  bool const own = !hidden && is_there(browser.user_manifest);
  if (hidden && system == machine_wide.end())
    return {{},
            {"The organisation's policy hides hosts that a user registered (NativeMessagingUserLevelHosts). "
             "An administrator can install Patchbay for the whole machine."}};
  if (!own && system == machine_wide.end()) return {{}, {no_manifest(browser)}};
  BrowserState state{own ? browser.user_manifest : *system, {}, own && system != machine_wide.end()};
  std::ifstream stream(state.manifest, std::ios::binary);
  std::string const text(std::istreambuf_iterator<char>(stream), {});
  boost::system::error_code error;
  auto const document = json::parse(text, error);
  if (error || !document.is_object()) {
    state.problems.push_back(std::string("Its manifest cannot be read.") + remedy);
  } else {
    check(document.get_object(), browser, executable, allowed, state.problems);
  }
  return state;
}

}  // namespace patchbay
