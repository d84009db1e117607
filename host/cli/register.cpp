#include "cli/register.hpp"

#include <fstream>
#include <iterator>
#include <ostream>
#include <system_error>

#include <boost/json/parse.hpp>

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

int write_manifests(fs::path const& executable, AllowedExtensions const& allowed, std::ostream& out) {
  bool written = true;
  for (auto const family : {BrowserFamily::chromium, BrowserFamily::firefox}) {
    auto const text = manifest_text(family, executable, allowed);
    auto const name = std::string(boost::json::parse(text).at("name").as_string()) + ".json";
    auto const file =
        executable.parent_path() / (family == BrowserFamily::firefox ? "firefox" : "chromium") / name;
    std::error_code ignored;  // a folder that could not be made shows when the file is opened
    fs::create_directories(file.parent_path(), ignored);
    std::ofstream stream(file, std::ios::binary);  // for everybody to read, as its folder is
    stream << text << std::flush;
    out << file.string() << (stream ? " is written.\n" : " cannot be written.\n");
    written = written && stream.good();
  }
  return written ? 0 : 1;
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
