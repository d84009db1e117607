// What the doctor says of the browsers.
#include "cli/doctor.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "host/cli/patient.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;
using test::contains;
using test::Patient;

}  // namespace

TEST_CASE("a browser in a sandbox is explained, and does not count where it is the only one") {
  Patient patient;
  auto const sandbox = [&](char const* name, char const* kind) {
    return patient.home.browser(name).sandboxes.at(kind);
  };
  fs::create_directories(sandbox("Firefox", "snap"));
  fs::create_directories(sandbox("Google Chrome", "flatpak"));
  CHECK(patient.examine() == 0);
  CHECK(contains(patient.text,
                 "note   Firefox as Snap: it reaches the host only through the desktop's portal"));
  CHECK(contains(patient.text, "flatpak permission-set webextensions io.patchbay.host snap.firefox yes"));
  CHECK(contains(patient.text,
                 "note   Google Chrome as Flatpak: it is shut off from the programs of this machine"));
  CHECK_FALSE(contains(patient.text, "Firefox: not used"));
  fs::remove_all(patient.home.browser("Chromium").profiles.front());
  CHECK(patient.examine() == 1);
  CHECK(contains(patient.text, "WRONG  No browser that can start the host was found"));
  auto const firefox = patient.home.browser("Firefox");
  test::Home::write(firefox.user_manifest,
                    manifest_text(firefox.family, patient.home.program(), patient.home.allowed()));
  patient.examine();
  CHECK(contains(patient.text, "yes. There it finds " + firefox.user_manifest.string()));
}

TEST_CASE("every sandbox in which a browser is known to come is explained") {
  Patient patient;
  int known = 0;
  for (auto const& browser : browsers(patient.home.places())) {
    for (auto const& [kind, folder] : browser.sandboxes) {
      fs::create_directories(folder);
      patient.examine();
      auto const name =
          browser.name + (kind == "snap" ? " as Snap: it reaches" : " as Flatpak: it is shut off");
      CHECK(contains(patient.text, "note   " + name));
      fs::remove_all(folder);
      ++known;
    }
  }
  CHECK(known == 8);
  patient.examine();
  CHECK_FALSE(contains(patient.text, " as Flatpak"));
}

TEST_CASE("Firefox out of a Flatpak reaches the host where the desktop has a service for that") {
  Patient patient;
  auto const firefox = patient.home.browser("Firefox");
  fs::create_directories(firefox.sandboxes.at("flatpak"));
  patient.examine();
  CHECK(contains(patient.text,
                 "Firefox as Flatpak: it is shut off from the programs of this machine, unless it is "
                 "version 157 or later and xdg-native-messaging-proxy is installed"));
  test::Home::write(
      patient.home.places().root / "usr/share/dbus-1/services/org.freedesktop.NativeMessagingProxy.service",
      "");
  test::Home::write(firefox.user_manifest,
                    manifest_text(firefox.family, patient.home.program(), patient.home.allowed()));
  patient.examine();
  CHECK(contains(patient.text,
                 "Firefox as Flatpak: from version 157 on it reaches the host through "
                 "xdg-native-messaging-proxy, which is installed. There it finds " +
                     firefox.user_manifest.string()));
}

TEST_CASE("a browser without a manifest is wrong, and what to do is said") {
  Patient patient;
  patient.home.use("Firefox");
  CHECK(patient.examine() == 1);
  auto const firefox = patient.home.browser("Firefox");
  auto expected = "WRONG  Firefox: no manifest at " + firefox.user_manifest.string();
  for (auto const& place : firefox.system_manifests) expected += " nor at " + place.string();
  CHECK(contains(patient.text, expected + ". Run patchbay-host --register."));
  CHECK(contains(patient.text, "1 thing is wrong."));
}

TEST_CASE("a user without a browser is told so") {
  Patient patient;
  patient.input.places.home /= "nobody";
  patient.input.places.config /= "nobody";
  CHECK(patient.examine() == 1);
  CHECK(contains(patient.text, "No browser that can start the host was found"));
}

TEST_CASE("before anybody starts a browser, an administrator sees what the browsers would find", "[posix]") {
  Patient patient;
  auto const machine = patient.home.browser("Firefox").system_manifests.front();
  test::Home::write(machine,
                    manifest_text(BrowserFamily::firefox, patient.home.program(), patient.home.allowed()));
  patient.input.places.home /= "nobody";
  patient.input.places.config /= "nobody";
  CHECK(patient.examine() == 0);
  CHECK(contains(patient.text,
                 "note   Firefox: not used by this user; it would find " + machine.string() + "."));
  CHECK(contains(patient.text, "note   No browser has been started under "));
  test::Home::write(machine, manifest_text(BrowserFamily::firefox, "/gone/host", patient.home.allowed()));
  CHECK(patient.examine() == 1);
  CHECK(contains(patient.text, ", but: Its manifest names /gone/host, which does not exist."));
  CHECK(contains(patient.text, "WRONG  No browser that can start the host was found"));
}

TEST_CASE("programs read where each browser looks, and what it sees there") {
  Patient patient;
  auto const chromium = patient.home.browser("Chromium");
  fs::create_directories(patient.home.browser("Firefox").sandboxes.at("snap"));
  patient.examine();
  auto const json = to_json(patient.report);
  auto const& rows = json.at("browsers").as_array();
  REQUIRE(rows.size() == browsers(patient.home.places()).size());
  CHECK(rows.at(1) ==
        boost::json::value{
            {"id", "chromium"},
            {"name", "Chromium"},
            {"used", true},
            {"sound", true},
            {"sees", chromium.user_manifest.string()},
            {"places",
             {{{"path", chromium.user_manifest.string()}, {"for", "user"}, {"there", true}},
              {{"path", chromium.system_manifests.front().string()}, {"for", "machine"}, {"there", false}}}},
            {"sandboxes", boost::json::array()}});
  CHECK(rows.at(0).at("used") == false);
  CHECK_FALSE(rows.at(0).as_object().contains("sees"));
  CHECK(rows.at(4).at("sandboxes") == boost::json::array{"snap"});
}

TEST_CASE("each fault of a manifest is named") {
  Patient patient;
  auto const ids = allowed_callers(BrowserFamily::chromium, patient.home.allowed());
  auto const origin = '"' + ids.front() + '"';
  auto const problem = [&] {
    return patient.problems().empty() ? std::string() : patient.problems().front();
  };
  CHECK(problem().empty());
  patient.write_manifest(patient.home.program().string(), origin);
  CHECK(problem().empty());
  auto const folder = patient.home.program().parent_path();
  auto const missing = (folder / "missing.exe").string();
  patient.write_manifest(missing, origin);
  CHECK(contains(problem(), missing + ", which does not exist."));
  patient.write_manifest("patchbay-host", origin);
  CHECK(contains(problem(), "no absolute path"));
  auto const other = folder / "other.exe";
  fs::copy_file(patient.home.program(), other);  // which keeps that it can be run
  patient.write_manifest(other.string(), origin);
  CHECK(contains(problem(), "It would start another program, " + other.string() + "."));
  patient.write_manifest(patient.home.program().string(), "\"chrome-extension://other/\", 5");
  CHECK(contains(problem(), "does not allow the extension " + ids.front()));
  test::Home::write(patient.manifest(), "{} trailing");
  CHECK(contains(problem(), "cannot be read"));
  test::Home::write(patient.manifest(), R"({"name": "other"})");
  CHECK(contains(problem(), "lacks the name"));
  CHECK(patient.problems().size() == 2 + ids.size());
}

TEST_CASE("a program that cannot be run is named", "[posix]") {  // a mode says whether it can
  Patient patient;
  fs::permissions(patient.home.program(), fs::perms::owner_read);
  REQUIRE(patient.problems().size() == 1);
  CHECK(contains(patient.problems().front(), "which cannot be run."));
}

TEST_CASE("a manifest for all users that is behind the policy is told, and who mends it") {
  Patient patient;
  auto const browser = patient.home.browser("Chromium");
  auto const machine = browser.system_manifests.front();
  auto const write = [&](AllowedExtensions const& allowed) {
    test::Home::write(machine, manifest_text(BrowserFamily::chromium, patient.home.program(), allowed));
  };
  fs::remove(patient.manifest());
  write(patient.home.allowed());
  auto& added = patient.input.allowed.chromium;
  added.push_back("abcdefghijklmnopabcdefghijklmnop");
  CHECK(patient.examine() == 1);
  CHECK(
      contains(patient.text, "does not allow the extension chrome-extension://" + added.back() +
                                 "/. Run patchbay-host --register. An administrator mends it for all users: "
                                 "patchbay-host --write-manifests."));
  write(patient.input.allowed);
  CHECK(patient.examine() == 0);
  auto const earlier = added.back();
  added.pop_back();
  CHECK(patient.examine() == 0);
  CHECK(contains(patient.text, "note   Chromium: Its manifest allows the extension chrome-extension://" +
                                   earlier +
                                   "/ as well, which nothing allows any more: the host refuses it."));
}

TEST_CASE("where users cannot register hosts, nobody is told to", "[posix]") {
  Patient patient;
  auto const browser = patient.home.browser("Chromium");
  BrowserPolicy policy;
  policy.hides_user_hosts = true;
  auto const problem = [&] {
    return inspect(browser, patient.home.program(), patient.home.allowed(), policy).problems.front();
  };
  CHECK(contains(problem(), "can install Patchbay for the whole machine."));
  CHECK_FALSE(contains(problem(), "--register"));
  fs::remove(patient.manifest());
  CHECK(contains(problem(), "can install Patchbay for the whole machine."));
  CHECK_FALSE(contains(problem(), "--register"));
  auto const machine = browser.system_manifests.front();
  fs::create_directories(machine.parent_path());
  fs::create_symlink("gone.json", machine);
  CHECK(contains(problem(), machine.string() + " leads to a file that is gone. An administrator mends it"));
  CHECK_FALSE(contains(problem(), "--register"));
}

TEST_CASE("a broken manifest of the user hides one for the whole machine") {
  Patient patient;
  auto const browser = patient.home.browser("Chromium");
  auto const state = [&] { return inspect(browser, patient.home.program(), patient.home.allowed()); };
  CHECK_FALSE(state().hides_machine_wide);
  fs::create_directories(browser.system_manifests.front().parent_path());
  fs::copy_file(browser.user_manifest, browser.system_manifests.front());
  test::Home::write(browser.user_manifest, "{}");
  CHECK(state().hides_machine_wide);
  CHECK_FALSE(state().problems.empty());
  fs::remove(browser.user_manifest);
  CHECK(state().manifest == browser.system_manifests.front());
  CHECK(state().problems.empty());
}

}  // namespace patchbay
