// patchbay-host --doctor: says in plain words what works here and what does not. One thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/browsers.hpp"
#include "cli/report.hpp"

namespace patchbay {

// What others found out; the browsers are looked at by the doctor itself.
struct DoctorInput {
  struct Adapter {
    std::string name;
    std::string version;
    std::filesystem::path path;
    std::string app = {};  // what is set of the organisation's OAuth app; empty: it needs none
    bool allowed = true;   // by the configuration
  };
  struct Refused {
    std::filesystem::path path;
    std::string reason;  // a sentence
  };
  // One part of the host: where it is, what is wrong with it, what a person should know. All but the first
  // may be empty.
  struct Part {
    std::string place;
    std::string problem;
    std::string warning;
    std::vector<std::string> facts = {};
  };

  std::string version;
  std::filesystem::path executable;
  Places places;
  AllowedExtensions allowed;
  std::vector<Adapter> adapters;
  std::vector<Refused> refused;
  Part configuration;
  std::vector<std::string> settings;  // what is set, with its value and who set it
  Part database;
  Part directory;
  Part keyring;
  std::vector<Finding> network;
};

Report examine(DoctorInput const& input);

}  // namespace patchbay
