// patchbay-host --doctor: says in plain words what works here and what does not. One thread.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "cli/browsers.hpp"

namespace patchbay {

// What main found out; the browsers are looked at by the doctor itself.
struct DoctorInput {
  struct Adapter {
    std::string name;
    std::string version;
    std::filesystem::path path;
    std::string app = {};  // what is set of the organisation's OAuth app; empty: it needs none
  };
  struct Refused {
    std::filesystem::path path;
    std::string reason;  // a sentence
  };
  // One part of the host: where it is, what is wrong with it, what a person should know. The latter two may
  // be empty.
  struct Part {
    std::string place;
    std::string problem;
    std::string warning;
  };

  std::string version;
  std::filesystem::path executable;
  Places places;
  AllowedExtensions allowed;
  std::vector<Adapter> adapters;
  std::vector<Refused> refused;
  Part configuration;
  Part database;
  Part keyring;
};

// The status to exit with: 0 when all is well, 1 when something is wrong.
int doctor(DoctorInput const& input, std::ostream& out);

}  // namespace patchbay
