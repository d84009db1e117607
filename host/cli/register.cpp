#include "cli/register.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <ostream>
#include <system_error>

#include <boost/json/parse.hpp>

#include "cli/manifest_files.hpp"
#include "platform/browser_key.hpp"
#include "platform/private_file.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;

bool holds(fs::path const& file, std::string const& text) {
  std::ifstream stream(file, std::ios::binary);
  return stream && std::string(std::istreambuf_iterator<char>(stream), {}) == text;
}

// Why it could not be written; empty when it was.
std::string written(fs::path const& file, std::string const& text) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (error) return file.parent_path().string() + " cannot be made: " + error.message() + ".";
  auto const done = platform::write_private_file(file, text);
  return done ? std::string() : done.error().message;
}

constexpr std::array families{BrowserFamily::chromium, BrowserFamily::firefox};

fs::path manifest_for_all(fs::path const& folder, BrowserFamily family) {
  auto const name = std::string(boost::json::parse(manifest_files::locations).at("name").as_string());
  return folder / (family == BrowserFamily::firefox ? "firefox" : "chromium") / (name + ".json");
}

// Every user's browser shall get into it, whatever the umask of who runs this. What goes wrong shows when the
// file is written.
void make_open_folder(fs::path const& folder) {
  std::error_code problem;
  if (fs::exists(folder, problem) || !folder.has_relative_path()) return;
  make_open_folder(folder.parent_path());
  if (!fs::create_directory(folder, problem)) return;
  fs::permissions(folder,
                  fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                      fs::perms::others_read | fs::perms::others_exec,
                  problem);
}

// Why it could not be written; empty when it was.
std::string published(fs::path const& file, std::string const& text) {
  make_open_folder(file.parent_path());
  auto draft = file;
  draft += ".new";
  std::ofstream stream(draft, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream) return std::generic_category().message(errno);
  std::error_code problem;
  fs::permissions(
      draft, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read | fs::perms::others_read,
      problem);
  if (!problem) fs::rename(draft, file, problem);  // a browser may look at any time
  return problem ? problem.message() : std::string();
}

// What was made for a browser that was never started would make it look used.
void remove_empty_folders(Browser const& browser) {
  auto const within = [&](fs::path const& folder) {
    auto const is_of = [&](fs::path const& profile) {
      return std::mismatch(profile.begin(), profile.end(), folder.begin(), folder.end()).first ==
             profile.end();
    };
    return std::any_of(browser.profiles.begin(), browser.profiles.end(), is_of);
  };
  std::error_code not_empty;  // then it is the browser's, and stays
  for (auto folder = browser.user_manifest.parent_path(); !not_empty && within(folder);
       folder = folder.parent_path())
    fs::remove(folder, not_empty);
}

// Whether the browser is told where the manifest is, or looks there by itself.
bool is_named(Browser const& browser) {
  return browser.key.empty() ||
         platform::named_manifest(browser.key, platform::KeyOf::user) == browser.user_manifest;
}

}  // namespace

int register_host(Registration const& what, RegisterFor whom, std::ostream& out) {
  int failed = 0;
  int served = 0;
  for (auto const& browser : browsers(what.places)) {
    out << browser.name << ": ";
    if (whom == RegisterFor::used_browsers && !can_start_hosts(browser)) {
      out << (sandboxes_of(browser).empty() ? "not used here, left alone.\n"
                                            : "shut off from the programs of this machine, left alone.\n");
      continue;
    }
    ++served;
    auto const text = manifest_text(browser.family, what.executable, what.allowed);
    if (holds(browser.user_manifest, text) && is_named(browser)) {
      out << "registered already, " << browser.user_manifest.string() << "\n";
      continue;
    }
    auto problem = written(browser.user_manifest, text);
    if (problem.empty() && !browser.key.empty()) {
      auto const named = platform::name_manifest(browser.key, browser.user_manifest);
      if (!named) problem = named.error().message;
    }
    if (!problem.empty()) ++failed;
    out << (problem.empty() ? "registered, " + browser.user_manifest.string() : "not registered. " + problem)
        << "\n";
  }
  if (served == 0)
    out << "No browser was found under " << what.places.home.string() << ". Start one once, or add --all.\n";
  return failed == 0 && served > 0 ? 0 : 1;
}

int write_manifests(fs::path const& folder, fs::path const& executable, AllowedExtensions const& allowed,
                    std::ostream& out) {
  bool all = true;
  for (auto const family : families) {
    auto const file = manifest_for_all(folder, family);
    auto const problem = published(file, manifest_text(family, executable, allowed));
    out << file.string()
        << (problem.empty() ? " is written.\n"
                            : " cannot be written: " + problem + ". This takes an administrator.\n");
    all = all && problem.empty();
  }
  return all ? 0 : 1;
}

bool has_manifests(fs::path const& folder) {
  return std::all_of(families.begin(), families.end(), [&](BrowserFamily family) {
    std::error_code unreadable;  // then it is not there for browsers either
    return fs::exists(manifest_for_all(folder, family), unreadable);
  });
}

int unregister_host(Places const& places, std::ostream& out) {
  int failed = 0;
  for (auto const& browser : browsers(places)) {
    std::error_code error;
    bool const removed = fs::remove(browser.user_manifest, error);
    if (error) ++failed;
    if (auto forgotten = browser.key.empty() ? Result<void>() : platform::forget_manifest(browser.key);
        !forgotten) {
      ++failed;
      out << forgotten.error().message << " ";
    }
    if (removed) remove_empty_folders(browser);
    out << browser.name << ": ";
    if (error) {
      out << browser.user_manifest.string() << " cannot be removed: " << error.message() << ".\n";
    } else {
      out << (removed ? "unregistered, removed " + browser.user_manifest.string() : "was not registered.")
          << "\n";
    }
  }
  return failed == 0 ? 0 : 1;
}

}  // namespace patchbay
