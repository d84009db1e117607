// What stands on the command line, beside what browsers put there. Pure; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/log.hpp"

namespace patchbay {

struct CommandLine {
  std::vector<std::filesystem::path> adapters;  // further folders of adapters
  std::optional<std::filesystem::path> data;
  std::optional<std::filesystem::path> config;
  std::optional<LogLevel> log_level;  // none: what the configuration says
  bool version = false;
  bool doctor = false;
  bool json = false;                                    // with doctor: for programs
  std::optional<std::filesystem::path> support_bundle;  // the file to write
  bool register_host = false;
  bool unregister_host = false;
  bool write_manifests = false;  // for the installer
  bool all_browsers = false;     // with register_host: those that were never started as well
  std::optional<std::filesystem::path> check_adapter;
  std::string set_secret;  // whose secret is read from standard input: a platform's app, "proxy"; empty: none
  // What the browser says about who calls: "chrome-extension://<id>/", or the path of the manifest and the
  // add-on id, or nothing.
  std::vector<std::string> caller;
};

// What to print instead of running, and the status to exit with: 0 for --help, 2 for a mistake.
struct CommandLineStop {
  std::string text;
  int status;
};

struct ParsedCommandLine {
  CommandLine options;
  std::optional<CommandLineStop> stop;
};

ParsedCommandLine parse_command_line(int argc, char const* const* argv);

// What the program is and which options it has: for a person who starts it from a shell.
std::string command_line_help();

}  // namespace patchbay
