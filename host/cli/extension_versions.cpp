#include "cli/extension_versions.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <system_error>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "base/json_read.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

std::vector<fs::path> folders_in(fs::path const& folder) {
  std::vector<fs::path> all;
  std::error_code error;  // what cannot be looked at holds no extension of this user's
  for (fs::directory_iterator each(folder, error), end; !error && each != end; each.increment(error)) {
    std::error_code ignored;
    if (each->is_directory(ignored)) all.push_back(each->path());
  }
  std::sort(all.begin(), all.end());
  return all;
}

// <profile>/Extensions/<id>/1.2.3_0
void add_chromium(fs::path const& root, std::string const& id, std::vector<InstalledExtension>& to) {
  for (auto const& profile : folders_in(root)) {
    for (auto const& version : folders_in(profile / "Extensions" / id)) {
      auto const name = version.filename().string();
      to.push_back({profile, name.substr(0, name.find('_'))});
    }
  }
}

// <profile>/extensions.json: {"addons": [{"id", "version"}]}
void add_firefox(fs::path const& root, std::string const& id, std::vector<InstalledExtension>& to) {
  for (auto const& profile : folders_in(root / "firefox")) {
    std::ifstream stream(profile / "extensions.json", std::ios::binary);
    std::string const text(std::istreambuf_iterator<char>(stream), {});
    boost::system::error_code error;
    auto const document = json::parse(text, error);
    if (error || !document.is_object()) continue;
    auto const* addons = document.get_object().if_contains("addons");
    if (!addons || !addons->is_array()) continue;
    for (auto const& addon : addons->get_array()) {
      if (!addon.is_object() || text_in(addon.get_object(), "id") != id) continue;
      to.push_back({profile, text_in(addon.get_object(), "version")});
    }
  }
}

int major_of(std::string const& version) {
  int major = -1;
  std::from_chars(version.data(), version.data() + version.size(), major);
  return major;
}

}  // namespace

std::vector<InstalledExtension> installed_extensions(Browser const& browser,
                                                     AllowedExtensions const& allowed) {
  std::vector<InstalledExtension> all;
  for (auto const& root : browser.profiles) {
    if (browser.family == BrowserFamily::firefox) {
      for (auto const& id : allowed.firefox) add_firefox(root, id, all);
    } else {
      for (auto const& id : allowed.chromium) add_chromium(root, id, all);
    }
  }
  return all;
}

std::string version_skew(std::string const& extension, std::string const& host) {
  auto const theirs = major_of(extension);
  auto const ours = major_of(host);
  if (theirs == ours || theirs < 0 || ours < 0) return {};
  bool const host_is_old = theirs > ours;
  return std::string(host_is_old ? "The host is older" : "The extension is older") + " than " +
         (host_is_old ? "the extension: update Patchbay's host." : "the host: update the extension.");
}

}  // namespace patchbay
