#include "cli/doctor.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "cli/extension_versions.hpp"
#include "host/cli/patient.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;
using test::contains;
using test::Patient;

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
