// How this machine and this user set Patchbay up. Read once at the start, immutable afterwards; any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "base/error.hpp"
#include "base/log.hpp"
#include "platform/managed.hpp"

namespace patchbay {

struct AdapterConfig {
  bool enabled = true;
  std::vector<std::string> regions;  // those that one may sign in to; empty: all of the manifest's
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

// Who set a member, the weakest first.
enum class Layer { user_file, settings, command_line, policy };

struct Origin {
  Layer layer;
  std::string source;  // where it stands, for a person: a file, a registry key
  boost::json::value value;
};

// Texts are empty and lists without a member where nothing is set.
struct Config {
  std::map<std::string, AdapterConfig> adapters;             // by the adapter's id
  std::optional<std::vector<std::string>> allowed_adapters;  // none: all that are installed
  AllowedExtensions allowed_extensions;
  std::filesystem::path ca_bundle;    // PEM certificates to trust instead of the system's
  std::string proxy;                  // a URL, instead of the system's
  std::vector<std::string> no_proxy;  // hosts that are reached without it, instead of the system's
  LogLevel log_level = LogLevel::info;
  std::string default_region = "US";           // of telephone numbers without a country code
  bool directory = true;                       // whether contacts are kept on this machine
  std::optional<std::size_t> most_contacts;    // of one connection; none: as many as the directory takes
  std::vector<std::string> do_not_log;         // "+14155550132", or "+1415*" for all that begin so
  std::optional<std::chrono::days> retention;  // how long what the CRM has is remembered here; none: for good
  std::map<std::string, bool> sections;        // of a call log, on or off by name; compose knows the names
  boost::json::object extension;  // what the organisation sets in the extension, by the extension's own names

  std::map<std::string, Origin> origins;  // of what is set, by path: "adapters.<id>.base_url"

  // Nobody but the organisation can change it.
  bool locked(std::string const& path) const;
};

// The documents hold one JSON object each, with comments if one likes; the members are those of Config. What
// the policy sets, nobody else changes; else the command line wins over what a person set in the extension,
// and that over the user's file. A file that is not there sets nothing, unless a person named it.
struct ConfigSources {
  Result<std::vector<platform::ManagedDocument>> policy = std::vector<platform::ManagedDocument>();
  std::filesystem::path user_file;
  bool user_file_named = false;         // by --config
  std::filesystem::path settings_file;  // written by settings.set
  std::optional<LogLevel> log_level;    // from the command line
};

// Error: invalid_params; the message names the source and `field` the path of the first bad member
// ("adapters.<id>.base_url").
Result<Config> load_config(ConfigSources const& sources);

// The same error, for a member of which only others can say what is wrong with it.
Error bad_member(ConfigSources const& sources, Config const& config, std::string const& path,
                 std::string const& what);

// What `host.hello` tells the extension of the organisation's policy: {extension: {...}}, by the extension's
// names. Nothing that a user set is in it.
boost::json::object policy_for_extension(Config const& config);

}  // namespace patchbay
