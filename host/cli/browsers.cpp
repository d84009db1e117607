#include "cli/browsers.hpp"

#include <algorithm>
#include <system_error>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/json_read.hpp"
#include "base/utf8_path.hpp"
#include "cli/manifest_files.hpp"
#include "platform/browser_key.hpp"
#include "platform/os.hpp"
#include "platform/paths.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  if (auto const at = text.find(what); at != std::string::npos) text.replace(at, what.size(), with);
  return text;
}

std::string text_at(json::object const& object, std::string_view key) {
  return std::string(object.at(key).as_string());
}

fs::path place(json::value const& value, Places const& places) {
  auto const text = replaced(std::string(value.as_string()), "{home}", places.home.string());
  return utf8_path(replaced(text, "{config}", places.config.string()));
}

void add_all(json::value const& ids, std::vector<std::string>& to) {
  for (auto const& id : ids.as_array()) {
    std::string text(id.as_string());
    if (std::find(to.begin(), to.end(), text) == to.end()) to.push_back(std::move(text));
  }
}

}  // namespace

Places places_here() {
  return {std::string(platform::os_name()), platform::home(), platform::config_home(), "/"};
}

std::vector<Browser> browsers(Places const& places) {
  auto const document = json::parse(manifest_files::locations);
  auto const& file = document.as_object();
  auto const manifest = text_at(file, "name") + ".json";
  std::vector<Browser> all;
  for (auto const& row : file.at("browsers").as_array()) {
    auto const& about = row.as_object();
    auto const* here = about.if_contains(places.os);
    if (!here) continue;
    auto const& where = here->as_object();
    auto const family =
        text_at(about, "family") == "firefox" ? BrowserFamily::firefox : BrowserFamily::chromium;
    Browser browser{text_at(about, "name"), family, {}, place(where.at("user"), places) / manifest, {}};
    for (auto const& path : where.at("profiles").as_array()) browser.profiles.push_back(place(path, places));
    for (auto const& path : where.at("system").as_array()) {
      browser.system_manifests.push_back(places.root / place(path, places).relative_path() / manifest);
    }
    if (auto const* key = where.if_contains("key")) {
      browser.key = std::string(key->as_string()) + "\\" + text_at(file, "name");
      if (auto named = platform::named_manifest(browser.key, platform::KeyOf::user))
        browser.user_manifest = *named;
      if (auto named = platform::named_manifest(browser.key, platform::KeyOf::machine))
        browser.system_manifests.push_back(*named);
    }
    browser.policies = texts_in(where, "policies");
    browser.id = text_at(about, "id");
    if (auto const* sandboxes = where.if_contains("sandboxes")) {
      for (auto const& one : sandboxes->as_object())
        browser.sandboxes[std::string(one.key())] = place(one.value(), places);
    }
    all.push_back(std::move(browser));
  }
  return all;
}

bool is_used(Browser const& browser) {
  return std::any_of(browser.profiles.begin(), browser.profiles.end(), [](fs::path const& path) {
    std::error_code unreadable;  // then it is no folder of this user's
    return fs::is_directory(path, unreadable);
  });
}

std::vector<std::string> sandboxes_of(Browser const& browser) {
  std::vector<std::string> kinds;
  for (auto const& [kind, folder] : browser.sandboxes) {
    std::error_code unreadable;  // then it is not this user's
    if (fs::is_directory(folder, unreadable)) kinds.push_back(kind);
  }
  return kinds;
}

bool can_start_hosts(Browser const& browser) {
  auto const kinds = sandboxes_of(browser);
  return is_used(browser) || std::find(kinds.begin(), kinds.end(), "snap") != kinds.end();
}

AllowedExtensions allowed_extensions(Config const& config) {
  auto const document = json::parse(manifest_files::extension_ids);
  AllowedExtensions all;
  add_all(document.as_object().at("chromium"), all.chromium);
  add_all(document.as_object().at("firefox"), all.firefox);
  auto const add = [](std::vector<std::string> const& more, std::vector<std::string>& to) {
    for (auto const& id : more) {
      if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
    }
  };
  add(config.allowed_extensions.chromium, all.chromium);
  add(config.allowed_extensions.firefox, all.firefox);
  return all;
}

std::string_view allowed_member(BrowserFamily family) {
  return family == BrowserFamily::firefox ? "allowed_extensions" : "allowed_origins";
}

std::vector<std::string> allowed_callers(BrowserFamily family, AllowedExtensions const& allowed) {
  if (family == BrowserFamily::firefox) return allowed.firefox;
  std::vector<std::string> origins;
  for (auto const& id : allowed.chromium) origins.push_back("chrome-extension://" + id + "/");
  return origins;
}

std::string manifest_text(BrowserFamily family, fs::path const& executable,
                          AllowedExtensions const& allowed) {
  std::string callers;
  for (auto const& caller : allowed_callers(family, allowed)) {
    callers += (callers.empty() ? "" : ", ") + json::serialize(json::string(caller));
  }
  auto const path = json::serialize(json::string(executable.string()));
  std::string const text(family == BrowserFamily::firefox ? manifest_files::firefox
                                                          : manifest_files::chromium);
  // The path last: it is the only part that could hold a placeholder of its own.
  return replaced(replaced(text, "@ALLOWED@", callers), "\"@PATH@\"", path);
}

}  // namespace patchbay
