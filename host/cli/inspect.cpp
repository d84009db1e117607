#include "cli/inspect.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "base/json_read.hpp"
#include "base/utf8_path.hpp"
#include "platform/os.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

// What mends a manifest for one user, and for all.
constexpr char const* own_remedy = " Run patchbay-host --register.";

std::string remedy_for_all() {
  // macOS' installer lays copies of what that writes into the browsers' folders.
  return platform::os_name() == "macos"
             ? " An administrator mends it for all users by installing Patchbay again."
             : " An administrator mends it for all users: patchbay-host --write-manifests.";
}

std::string remedy_of_machine(BrowserPolicy const& policy) {
  return (policy.hides_user_hosts ? "" : own_remedy) + remedy_for_all();
}

bool contains(std::vector<std::string> const& all, std::string const& text) {
  return std::find(all.begin(), all.end(), text) != all.end();
}

std::optional<std::string> problem_of_path(std::string const& named, fs::path const& executable,
                                           std::string const& remedy) {
  auto const path = utf8_path(named);
  std::error_code error;
  if (!path.is_absolute()) return "Its manifest names no absolute path." + remedy;
  if (!fs::exists(path, error)) return "Its manifest names " + named + ", which does not exist." + remedy;
  if (!platform::is_executable(path)) return "Its manifest names " + named + ", which cannot be run.";
  if (!fs::equivalent(path, executable, error))
    return "It would start another program, " + named + "." + own_remedy;
  return std::nullopt;
}

void check(json::object const& manifest, Browser const& browser, fs::path const& executable,
           AllowedExtensions const& allowed, std::string const& remedy, BrowserState& state) {
  auto& problems = state.problems;
  bool const sound = text_in(manifest, "name") == browser.user_manifest.stem().string() &&
                     text_in(manifest, "type") == "stdio" && !text_in(manifest, "description").empty();
  if (!sound) problems.push_back("Its manifest lacks the name, the type or the description." + remedy);
  if (auto problem = problem_of_path(text_in(manifest, "path"), executable, remedy))
    problems.push_back(std::move(*problem));
  auto const callers = allowed_callers(browser.family, allowed);
  auto const named = texts_in(manifest, allowed_member(browser.family));
  for (auto const& caller : callers) {
    if (!contains(named, caller))
      problems.push_back("Its manifest does not allow the extension " + caller + "." + remedy);
  }
  for (auto const& caller : named) {
    if (!contains(callers, caller))
      state.notes.push_back("Its manifest allows the extension " + caller +
                            " as well, which nothing allows any more: the host refuses it.");
  }
}

// What cannot be looked at is not there for the browser either.
bool is_there(fs::path const& file) {
  std::error_code ignored;
  return fs::exists(file, ignored);
}

bool leads_nowhere(fs::path const& file) {
  std::error_code ignored;
  return fs::is_symlink(fs::symlink_status(file, ignored)) && !is_there(file);
}

std::string no_manifest(Browser const& browser, BrowserPolicy const& policy) {
  std::string text;
  for (auto const& place : looked_at(browser))
    text += (text.empty() ? "no manifest at " : " nor at ") + place.manifest.string();
  text += ".";
  auto const& links = browser.system_manifests;
  auto const lost = std::find_if(links.begin(), links.end(), leads_nowhere);
  if (lost != links.end())
    return text + " " + lost->string() + " leads to a file that is gone." + remedy_of_machine(policy);
  if (!policy.hides_user_hosts) return text + own_remedy;
  return text +
         " The organisation's policy hides hosts that a user registers (NativeMessagingUserLevelHosts). "
         "An administrator can install Patchbay for the whole machine.";
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
  bool const own = !policy.hides_user_hosts && is_there(browser.user_manifest);
  if (!own && system == machine_wide.end()) return {{}, {no_manifest(browser, policy)}};
  auto const remedy = own ? own_remedy : remedy_of_machine(policy);
  BrowserState state{own ? browser.user_manifest : *system, {}, {}, own && system != machine_wide.end()};
  std::ifstream stream(state.manifest, std::ios::binary);
  std::string const text(std::istreambuf_iterator<char>(stream), {});
  boost::system::error_code error;
  auto const document = json::parse(text, error);
  if (error || !document.is_object()) {
    state.problems.push_back("Its manifest cannot be read." + remedy);
  } else {
    check(document.get_object(), browser, executable, allowed, remedy, state);
  }
  return state;
}

}  // namespace patchbay
