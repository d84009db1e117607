// How this machine and this user set Patchbay up. Read once at the start, immutable afterwards; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "base/error.hpp"
#include "base/log.hpp"

namespace patchbay {

struct AdapterConfig {
  bool enabled = true;
  std::string base_url;   // where the CRM's API is, instead of where the manifest says: a company's test
                          // instance, a simulator
  std::string auth_url;   // the origin of its sign-in pages, the same
  std::string client_id;  // of the organisation's own OAuth app
  std::vector<std::uint16_t> redirect_ports;  // of the loopback address that this app is registered with
  boost::json::object settings;  // the adapter's own: texts, true or false; only its manifest knows which
};

// Ids that may call the host beside those that it is built for: a store's, a company's own build.
struct AllowedExtensions {
  std::vector<std::string> chromium;
  std::vector<std::string> firefox;
};

// Texts are empty and lists without a member where nothing is set.
struct Config {
  std::map<std::string, AdapterConfig> adapters;  // by the adapter's id
  AllowedExtensions allowed_extensions;
  std::filesystem::path ca_bundle;  // PEM certificates to trust instead of the system's
  std::string proxy;                // a URL, instead of the environment's
  LogLevel log_level = LogLevel::info;
  std::string default_region = "US";     // of telephone numbers without a country code
  bool directory = true;  // whether contacts are kept on this machine
  std::map<std::string, bool> sections;  // of a call log, on or off by name; compose knows the names
  std::set<std::string> locked;  // what the organisation's policy sets, by path: "adapters.<id>.base_url"
};

// The files hold one JSON object each, with comments if one likes; the members are those of Config. What the
// policy sets, nobody else changes; else the command line wins over the user's file. A file that is not there
// sets nothing, unless a person named it.
struct ConfigSources {
  std::filesystem::path policy_file;
  std::filesystem::path user_file;
  bool user_file_named = false;       // by --config
  std::optional<LogLevel> log_level;  // from the command line
};

// Error: invalid_params; the message names the file and `field` the path of the first bad member
// ("adapters.<id>.base_url").
Result<Config> load_config(ConfigSources const& sources);

// The same error, for a member of a sound file of which only others can say what is wrong with it.
Error bad_member(ConfigSources const& sources, Config const& config, std::string const& path,
                 std::string const& what);

}  // namespace patchbay
