// The graph of objects behind the methods: built once by main, in the order in which they stand here. Its parts are thread-safe.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <thread>

#include "auth/keys.hpp"
#include "base/log.hpp"
#include "config/command_line.hpp"
#include "config/config.hpp"
#include "http/curl_engine.hpp"
#include "http/http.hpp"
#include "outbox/outbox.hpp"
#include "platform/keyring.hpp"
#include "platform/presence.hpp"
#include "plugin/registry.hpp"
#include "service/methods.hpp"
#include "settings_methods.hpp"
#include "store/database.hpp"

namespace patchbay {

// Where adapters are looked for, and whom each folder must belong to.
std::vector<AdapterFolder> adapter_folders(CommandLine const& options);

std::filesystem::path data_directory(CommandLine const& options);
std::filesystem::path database_file(CommandLine const& options);
std::filesystem::path settings_file(CommandLine const& options);

// The configuration's files in their order, for load_config().
ConfigSources config_sources(CommandLine const& options);

// The configuration, right in all its parts. Error: invalid_params, a sentence that names the bad member.
Result<Config> read_config(CommandLine const& options);

// What the configuration sets for an installed adapter that its manifest does not allow, as an error like read_config()'s.
std::optional<Error> wrong_setting(CommandLine const& options, Config const& config, Registry const& registry);

// What is set for an adapter, and whether the configuration lets people use it at all.
AdapterConfig adapter_config(Config const& config, std::string const& id);
bool uses_adapter(Config const& config, std::string const& id);

// How the network is reached, but for who signs in to a proxy: CurlOptions::proxy_login. REQUIRES: `keyring`
// outlives what it is given to.
CurlOptions curl_options(Config const& config);
std::function<Result<std::optional<Secret>>()> proxy_login(platform::Keyring& keyring);

// Under which name the keyring holds what `--set-secret WHOSE` stores: a platform's client secret, or who signs
// in to the "proxy".
std::string secret_name(std::string_view whose);

// Under which name the keyring holds the secret of an organisation's OAuth app.
std::string client_secret_name(std::string_view platform);

class Application {
 public:
  // Loads the adapters; everything else waits until it is needed. REQUIRES: `config` is from read_config().
  Application(CommandLine const& options, Config const& config, Notify notify, Log const& log);
  ~Application();

  // Why this host cannot work: only with the adapters at hand it shows that their settings are wrong.
  std::optional<Error> const& problem() const { return wrong_setting_; }

  // REQUIRES: `host_info` and this outlive the router.
  void add_methods(Router& router, std::function<boost::json::object()> host_info);
  boost::json::array adapters(bool with_paths) const;
  boost::json::array refused() const;

  // The threads that deliver what waits.
  void start();
  void stop();

 private:
  void forget_daily(std::stop_token stop);

  std::unique_ptr<platform::Keyring> keyring_;
  Registry const registry_;
  service::Settings const settings_;
  std::optional<Error> const wrong_setting_;
  Database database_;
  platform::Presence const presence_;
  Keys keys_;
  std::optional<std::chrono::days> const retention_;
  std::unique_ptr<HttpClient> const engine_;
  service::Ground const ground_;
  service::Live live_;
  outbox::Ledger ledger_;
  outbox::Attachments attachments_;
  outbox::Outbox outbox_;
  directory::Directory directory_;
  directory::Sync sync_;
  service::SignIn sign_in_;
  service::DirectoryLookup lookup_;
  service::DirectoryCheck check_;
  service::ContactCreation creation_;
  service::Contacts contacts_;
  service::DirectoryMethods directory_methods_;
  service::CallLogs call_logs_;
  service::MessageLogs message_logs_;
  service::Tasks tasks_;
  service::OutboxMethods outbox_methods_;
  SettingsMethods settings_methods_;
  std::jthread forgetting_;
};

}  // namespace patchbay
