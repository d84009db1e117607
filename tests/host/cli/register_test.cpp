#include "cli/register.hpp"

#include <catch2/catch.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "host/cli/fixture.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;

struct Outcome {
  int status;
  std::string text;
};

Outcome registered(test::Home const& home, RegisterFor whom = RegisterFor::used_browsers) {
  std::ostringstream out;
  auto const status = register_host({home.places(), home.program(), home.allowed()}, whom, out);
  return {status, out.str()};
}

Outcome unregistered(test::Home const& home) {
  std::ostringstream out;
  auto const status = unregister_host(home.places(), out);
  return {status, out.str()};
}

bool contains(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("registering serves the browsers that are used, and leaves the others alone") {
  test::Home home;
  home.use("Chromium");
  home.use("Firefox");
  auto const [status, text] = registered(home);
  CHECK(status == 0);
  auto const manifest = home.browser("Chromium").user_manifest;
  CHECK(contains(text, "Chromium: registered, " + manifest.string()));
  CHECK(contains(text, "Google Chrome: not used here, left alone."));
  CHECK(fs::exists(home.browser("Firefox").user_manifest));
  CHECK_FALSE(fs::exists(home.browser("Google Chrome").profiles.front()));
  auto const document = boost::json::parse(test::Home::read(manifest));
  CHECK(document.as_object().at("path").as_string() == home.program().string());
}

TEST_CASE("registering again writes nothing, and writes what differs") {
  test::Home home;
  home.use("Chromium");
  registered(home);
  auto const manifest = home.browser("Chromium").user_manifest;
  auto const good = test::Home::read(manifest);
  fs::last_write_time(manifest, fs::file_time_type::clock::now() - std::chrono::hours(1));
  auto const old_time = fs::last_write_time(manifest);  // as exactly as this file system keeps it
  CHECK(contains(registered(home).text, "Chromium: registered already"));
  CHECK(fs::last_write_time(manifest) == old_time);
  test::Home::write(manifest, "{}");
  CHECK(contains(registered(home).text, "Chromium: registered, "));
  CHECK(test::Home::read(manifest) == good);
}

TEST_CASE("registering leaves nothing but the manifest in its folder") {
  test::Home home;
  home.use("Chromium");
  registered(home);
  auto const folder = home.browser("Chromium").user_manifest.parent_path();
  CHECK(std::distance(fs::directory_iterator(folder), fs::directory_iterator()) == 1);
}

TEST_CASE("all browsers are served when one asks for all") {
  test::Home home;
  CHECK(registered(home, RegisterFor::all_browsers).status == 0);
  for (auto const& browser : browsers(home.places())) CHECK(fs::exists(browser.user_manifest));
}

TEST_CASE(
    "a browser out of a Snap is served, since a portal starts its hosts, and one out of a Flatpak is not") {
  test::Home home;
  fs::create_directories(home.browser("Firefox").sandboxes.at("snap"));
  fs::create_directories(home.browser("Google Chrome").sandboxes.at("flatpak"));
  auto const [status, text] = registered(home);
  CHECK(status == 0);
  CHECK(fs::exists(home.browser("Firefox").user_manifest));
  CHECK(contains(text, "Google Chrome: shut off from the programs of this machine, left alone."));
  CHECK_FALSE(fs::exists(home.browser("Google Chrome").user_manifest));
}

TEST_CASE("registering where there is no browser fails and says so") {
  test::Home home;
  auto const [status, text] = registered(home);
  CHECK(status == 1);
  CHECK(contains(text, "No browser was found"));
}

TEST_CASE("a manifest that cannot be written fails and does not stop the others") {
  test::Home home;
  home.use("Chromium");
  home.use("Firefox");
  test::Home::write(home.browser("Chromium").user_manifest.parent_path(),
                    "a file where the folder should be");
  auto const [status, text] = registered(home);
  CHECK(status == 1);
  CHECK(contains(text, "Chromium: not registered. "));
  CHECK(fs::exists(home.browser("Firefox").user_manifest));
}

TEST_CASE("unregistering removes the manifests and nothing else") {
  test::Home home;
  home.use("Chromium");
  registered(home);
  auto const manifest = home.browser("Chromium").user_manifest;
  auto const other = manifest.parent_path() / "com.example.other.json";
  test::Home::write(other, "{}");
  auto const [status, text] = unregistered(home);
  CHECK(status == 0);
  CHECK(contains(text, "Chromium: unregistered, removed " + manifest.string()));
  CHECK(contains(text, "Firefox: was not registered."));
  CHECK_FALSE(fs::exists(manifest));
  CHECK(fs::exists(other));
}

TEST_CASE("unregistering takes the folders away that were made for it, and no other") {
  test::Home home;
  home.use("Firefox");
  auto const used = home.browser("Firefox").profiles.front();
  test::Home::write(used / "profiles.ini", "");
  registered(home, RegisterFor::all_browsers);
  REQUIRE(is_used(home.browser("Chromium")));
  unregistered(home);
  for (auto const& browser : browsers(home.places())) CHECK(is_used(browser) == (browser.name == "Firefox"));
  CHECK(fs::exists(used / "profiles.ini"));
  CHECK(fs::exists(home.places().config));
}

TEST_CASE("an installer has the manifests for all users written, for everybody to read") {
  test::Home const home;
  auto const folder = home.program().parent_path() / "var" / "manifests";
  CHECK_FALSE(has_manifests(folder));
  auto allowed = home.allowed();
  allowed.chromium = {"abcdefghijklmnopabcdefghijklmnop"};
  std::ostringstream out;
  REQUIRE(write_manifests(folder, home.program(), home.allowed(), out) == 0);
  REQUIRE(write_manifests(folder, home.program(), allowed, out) == 0);
  CHECK(has_manifests(folder));
  auto const file = folder / "chromium" / "io.patchbay.host.json";
  auto const text = test::Home::read(file);
  CHECK(text == manifest_text(BrowserFamily::chromium, home.program(), allowed));
  CHECK(text.find("chrome-extension://abcdefghijklmnopabcdefghijklmnop/") != std::string::npos);
  CHECK(fs::exists(folder / "firefox" / "io.patchbay.host.json"));
  CHECK((fs::status(file).permissions() & fs::perms::others_read) == fs::perms::others_read);
  CHECK(std::distance(fs::directory_iterator(file.parent_path()), fs::directory_iterator()) == 1);
}

TEST_CASE("manifests that cannot be written are told") {
  test::Home const home;
  auto const folder = home.program().parent_path() / "manifests";
  test::Home::write(folder / "chromium", "in the way");
  std::ostringstream out;
  CHECK(write_manifests(folder, home.program(), home.allowed(), out) == 1);
  CHECK(contains(out.str(), "cannot be written: "));
  CHECK(contains(out.str(), "This takes an administrator."));
  CHECK(fs::exists(folder / "firefox" / "io.patchbay.host.json"));
  CHECK_FALSE(has_manifests(folder));
}

}  // namespace patchbay
