#include "cli/doctor.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "cli/extension_versions.hpp"
#include "cli/inspect.hpp"
#include "cli/register.hpp"
#include "host/cli/fixture.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;

bool contains(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

// A user of Chromium where everything is in order.
class Patient {
 public:
  Patient() {
    home.use("Chromium");
    std::ostringstream ignored;
    register_host({home.places(), home.program(), home.allowed()}, RegisterFor::used_browsers, ignored);
    input.version = "1.2.3";
    input.executable = home.program();
    input.places = home.places();
    input.allowed = home.allowed();
    input.adapters = {{"Sandbox", "1.0", "/opt/lib/sandbox.so"},
                      {"Acme", "2.0", "/opt/lib/acme.so", "the client id is set, the client secret is not."}};
    input.configuration = {"/etc/x/config.json", "", ""};
    input.database = {"/data/patchbay.db", "", "", {"12 KiB, version 4, sound."}};
    input.directory = {"/data/directory", "", ""};
    input.settings = {"log_level = warning, set by /etc/patchbay/policy.json"};
    input.network = {{Finding::Level::good, "https://crm.example.com answers."}};
    input.keyring = {"Secret Service", "", ""};
  }
  int examine() {
    report = patchbay::examine(input);
    std::ostringstream out;
    print(report, out);
    text = out.str();
    return report.wrong_count() == 0 ? 0 : 1;
  }
  fs::path manifest() const { return home.browser("Chromium").user_manifest; }
  void write_manifest(std::string const& path, std::string const& origins) const {
    test::Home::write(manifest(),
                      R"({"name": "io.patchbay.host", "description": "d", "type": "stdio", "path": )" +
                          boost::json::serialize(boost::json::string(path)) + R"(, "allowed_origins": [)" +
                          origins + "]}");
  }
  std::vector<std::string> problems() const {
    return inspect(home.browser("Chromium"), home.program(), home.allowed()).problems;
  }

  test::Home home;
  DoctorInput input;
  Report report;
  std::string text;
};

}  // namespace

TEST_CASE("where all is well the doctor says so") {
  Patient patient;
  CHECK(patient.examine() == 0);
  CHECK(contains(patient.text, "Patchbay host 1.2.3, " + patient.home.program().string()));
  CHECK(contains(patient.text, "ok     Chromium: " + patient.manifest().string()));
  CHECK(contains(patient.text, "note   Firefox: not used by this user."));
  CHECK(contains(patient.text, "ok     Nobody but an administrator and this user can change them"));
  CHECK(contains(patient.text, "ok     Sandbox 1.0: /opt/lib/sandbox.so"));
  CHECK(contains(patient.text,
                 "note   Acme, sign-in by browser: the client id is set, the client secret is not."));
  CHECK_FALSE(contains(patient.text, "Sandbox, sign-in"));
  CHECK(contains(patient.text, "ok     log_level = warning, set by /etc/patchbay/policy.json"));
  CHECK(contains(patient.text, "ok     12 KiB, version 4, sound."));
  CHECK(contains(patient.text, "ok     https://crm.example.com answers."));
  CHECK(contains(patient.text, "note   It was found in no profile."));
  CHECK(contains(patient.text, "All is well."));
}

TEST_CASE("programs read the same in JSON, with names that stay") {
  Patient patient;
  patient.input.keyring.problem = "It is locked.";
  CHECK(patient.examine() == 1);
  auto const json = to_json(patient.report);
  CHECK(json.at("well") == false);
  CHECK(json.at("wrong") == 1);
  CHECK(json.at("version") == "1.2.3");
  std::vector<std::string> ids;
  for (auto const& section : json.at("sections").as_array()) ids.emplace_back(section.at("id").as_string());
  CHECK(ids == std::vector<std::string>{"browsers", "extension", "adapters", "configuration", "settings",
                                        "database", "directory", "keyring", "network"});
  CHECK(json.at("sections").at(7).at("findings") ==
        boost::json::parse(R"([{"level": "wrong", "text": "Secret Service: It is locked."}])"));
  CHECK(json.at("sections").at(0).at("findings").at(0).at("level") == "note");
}

TEST_CASE("an adapter that the configuration switches off is a note, and all of them are wrong") {
  Patient patient;
  patient.input.adapters[1].allowed = false;
  CHECK(patient.examine() == 0);
  CHECK(contains(patient.text, "note   Acme 2.0: switched off by the configuration."));
  patient.input.adapters[0].allowed = false;
  CHECK(patient.examine() == 1);
  CHECK(contains(patient.text, "WRONG  The configuration switches off all adapters"));
}

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
}

TEST_CASE("an extension of another major version is wrong, and the side that is old is named") {
  Patient patient;
  auto const profile = patient.home.browser("Chromium").profiles.front() / "Default";
  auto const install = [&](char const* version) {
    fs::remove_all(profile);
    fs::create_directories(profile / "Extensions" / patient.home.allowed().chromium.front() / version);
  };
  install("1.0.9_0");
  CHECK(patient.examine() == 0);
  CHECK(contains(patient.text, "ok     Chromium: version 1.0.9 in " + profile.string()));
  install("2.1_0");
  CHECK(patient.examine() == 1);
  CHECK(contains(patient.text, "The host is older than the extension: update Patchbay's host."));
  install("0.9_0");
  CHECK(patient.examine() == 1);
  CHECK(contains(patient.text, "The extension is older than the host: update the extension."));
}

TEST_CASE("an add-on in Firefox is found in its profile's list") {
  Patient patient;
  auto const profile = patient.home.browser("Firefox").profiles.front() / "firefox" / "x.default";
  test::Home::write(profile / "extensions.json",
                    R"({"addons": [{"id": "other@x"}, {"id": "patchbay@patchbay.io", "version": "1.2"}]})");
  auto const found = installed_extensions(patient.home.browser("Firefox"), patient.home.allowed());
  REQUIRE(found.size() == 1);
  CHECK(found[0].version == "1.2");
  test::Home::write(profile / "extensions.json", "nonsense");
  CHECK(installed_extensions(patient.home.browser("Firefox"), patient.home.allowed()).empty());
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

TEST_CASE("before anybody starts a browser, an administrator sees what the browsers would find") {
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

TEST_CASE("refused adapters, and none at all, are wrong") {
  Patient patient;
  patient.input.refused = {{"/x/bad.so", "Everybody may write to it."}};
  CHECK(patient.examine() == 1);
  CHECK(contains(patient.text, "WRONG  /x/bad.so was refused. Everybody may write to it."));
  patient.input.refused.clear();
  patient.input.adapters.clear();
  CHECK(patient.examine() == 1);
  CHECK(contains(patient.text, "There is no adapter"));
}

TEST_CASE("a part's problem is wrong, a warning is only a note") {
  Patient patient;
  patient.input.keyring.warning = "There is no keyring; secrets are in a file.";
  CHECK(patient.examine() == 0);
  CHECK(contains(patient.text, "note   There is no keyring; secrets are in a file."));
  patient.input.database.problem = "The disk is full.";
  patient.input.configuration = {"", "The configuration /x is no JSON text, see line 3.", ""};
  CHECK(patient.examine() == 1);
  CHECK(contains(patient.text, "WRONG  /data/patchbay.db: The disk is full."));
  CHECK(contains(patient.text, "WRONG  The configuration /x is no JSON text, see line 3."));
  CHECK(contains(patient.text, "2 things are wrong."));
  patient.input.settings.clear();
  patient.examine();
  CHECK(contains(patient.text, "note   What is set shows when the configuration is right."));
}

}  // namespace patchbay
