// A home folder of its own, a program in it, and browsers that have been used there.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>

#include "cli/browsers.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::test {

class Home {
 public:
  Home() {
    std::filesystem::create_directories(folder_ / "home");
    write(program(), "#!/bin/sh\n");
    std::filesystem::permissions(program(), std::filesystem::perms::owner_all);
  }

  Places places() const { return {"linux", folder_ / "home", folder_ / "config", folder_ / "root"}; }
  std::filesystem::path program() const { return folder_ / "patchbay host.exe"; }  // what Windows runs
  AllowedExtensions allowed() const { return allowed_extensions(Config()); }

  Browser browser(std::string const& name) const {
    for (auto const& one : browsers(places())) {
      if (one.name == name) return one;
    }
    throw std::runtime_error("no browser " + name);
  }
  void use(std::string const& name) const {
    std::filesystem::create_directories(browser(name).profiles.front());
  }

  static void write(std::filesystem::path const& file, std::string const& text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }
  static std::string read(std::filesystem::path const& file) {
    std::ifstream stream(file);
    return std::string(std::istreambuf_iterator<char>(stream), {});
  }

 private:
  TempDir folder_;
};

}  // namespace patchbay::test
