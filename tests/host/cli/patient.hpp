// A user of Chromium where everything is in order, whom the doctor examines.
#pragma once

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

#include "cli/doctor.hpp"
#include "cli/inspect.hpp"
#include "cli/register.hpp"
#include "host/cli/fixture.hpp"

namespace patchbay::test {

namespace fs = std::filesystem;

inline bool contains(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

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
    Home::write(manifest(), R"({"name": "io.patchbay.host", "description": "d", "type": "stdio", "path": )" +
                                boost::json::serialize(boost::json::string(path)) +
                                R"(, "allowed_origins": [)" + origins + "]}");
  }
  std::vector<std::string> problems() const {
    return inspect(home.browser("Chromium"), home.program(), home.allowed()).problems;
  }

  Home home;
  DoctorInput input;
  Report report;
  std::string text;
};

}  // namespace patchbay::test
