#include "application.hpp"

#include <algorithm>

#include "http/curl_engine.hpp"
#include "outbox/delivery.hpp"
#include "outbox/retention.hpp"
#include "plugin/manifest_rules.hpp"
#include "platform/managed.hpp"
#include "platform/open_url.hpp"
#include "platform/paths.hpp"
#include "service/log_state.hpp"
#include "service/platforms.hpp"

namespace patchbay {
namespace {

namespace json = boost::json;

// Under which name the keyring holds who signs in to the proxy.
constexpr char const* proxy_login_name = "proxy_login";

service::Settings settings_from(Config const& config, Registry const& registry, platform::Keyring& keyring) {
  service::Settings settings;
  for (auto const& [id, adapter] : config.adapters) {
    settings.platforms[id] = {adapter.enabled, adapter.base_url, adapter.auth_url, adapter.client_id, adapter.redirect_ports, adapter.settings, adapter.regions};
  }
  for (auto const& adapter : registry.adapters()) {
    auto const& id = adapter->manifest().id;
    if (!uses_adapter(config, id)) settings.platforms[id].enabled = false;
  }
  settings.do_not_log = config.do_not_log;
  settings.sections = section_settings(config.sections).value();
  settings.default_region = config.default_region;
  settings.client_secret = [&keyring](std::string_view platform) {
    return keyring.get(client_secret_name(platform));
  };
  return settings;
}

CurlOptions with_login(CurlOptions options, platform::Keyring& keyring) {
  options.proxy_login = proxy_login(keyring);
  return options;
}

std::string with_commas(std::vector<std::string> const& hosts) {
  std::string text;
  for (auto const& host : hosts) text += (text.empty() ? "" : ",") + host;
  return text;
}

outbox::Courier courier(platform::Presence const& presence, service::Live& live) {
  outbox::Courier courier;
  courier.name = presence.name();
  courier.alive = [&presence](std::string const& name) { return presence.alive(name); };
  courier.crm_time = [&live](std::string const& account) { return live.crm_time(account); };
  return courier;
}

// The first of `regions` that the manifest does not have; empty: it has them all.
std::string unknown_region(Manifest const& manifest, std::vector<std::string> const& regions) {
  for (auto const& region : regions) {
    bool const known = std::any_of(manifest.regions.begin(), manifest.regions.end(),
                                   [&](Region const& one) { return one.id == region; });
    if (!known) return region;
  }
  return {};
}

// What the extension learns of a log that changed by itself.
json::object change_of(outbox::Entry const& entry) {
  json::object params{{"platform", entry.key.account.substr(0, entry.key.account.find('/'))},
                      {"state", service::state_name(entry.state)}};
  service::add_mark(entry, params);
  if (entry.error) params["reason"] = entry.error->message;
  return params;
}

// None for attachments: outbox.changed speaks of them.
char const* notification_of(outbox::Kind kind) {
  switch (kind) {
    case outbox::Kind::call: return "callLog.changed";
    case outbox::Kind::message: return "messageLog.changed";
    case outbox::Kind::task: return "task.changed";
    default: return nullptr;
  }
}

void announce(Notify const& notify, service::Live& live, outbox::Entry const& entry) {
  auto const* method = notification_of(entry.key.kind);
  if (!method) return;
  auto params = change_of(entry);
  auto const account = live.by_account(entry.key.account);
  service::add_record(account ? account->get() : nullptr, entry, params);
  notify(method, std::move(params));
}

}  // namespace

Result<Config> read_config(CommandLine const& options) {
  auto const sources = config_sources(options);
  auto config = load_config(sources);
  if (!config) return config.error();
  if (auto const sections = section_settings(config->sections); !sections) {
    auto const section_path = sections.error().field;
    return bad_member(sources, *config, section_path, "is not a section of a call log");
  }
  return config;
}

AdapterConfig adapter_config(Config const& config, std::string const& id) {
  auto const chosen = config.adapters.find(id);
  return chosen == config.adapters.end() ? AdapterConfig() : chosen->second;
}

bool uses_adapter(Config const& config, std::string const& id) {
  auto const& allowed = config.allowed_adapters;
  bool const listed = !allowed || std::find(allowed->begin(), allowed->end(), id) != allowed->end();
  return listed && adapter_config(config, id).enabled;
}

CurlOptions curl_options(Config const& config) {
  CurlOptions options;
  options.user_agent = "Patchbay/" PATCHBAY_VERSION;
  options.ca_file = config.ca_bundle.string();
  if (!config.proxy.empty()) options.proxy = config.proxy;
  if (config.origins.contains("no_proxy")) options.no_proxy = with_commas(config.no_proxy);
  return options;
}

std::function<Result<std::optional<Secret>>()> proxy_login(platform::Keyring& keyring) {
  return [&keyring] { return keyring.get(proxy_login_name); };
}

std::optional<Error> wrong_setting(CommandLine const& options, Config const& config, Registry const& registry) {
  for (auto const& [id, adapter] : config.adapters) {
    auto const* installed = registry.find(id);
    if (!installed) continue;  // whoever installs it is told then
    auto const path = "adapters." + id;
    if (auto const region = unknown_region(installed->manifest(), adapter.regions); !region.empty())
      return bad_member(config_sources(options), config, path + ".regions", "names no region of it: " + region);
    auto const fault = fault_in_settings(installed->manifest(), adapter.settings);
    if (!fault) continue;
    return bad_member(config_sources(options), config, path + ".settings." + fault->id, fault->what);
  }
  return std::nullopt;
}

std::string secret_name(std::string_view whose) {
  return whose == "proxy" ? proxy_login_name : client_secret_name(whose);
}

std::string client_secret_name(std::string_view platform) { return "client_secret." + std::string(platform); }

std::filesystem::path data_directory(CommandLine const& options) {
  return options.data.value_or(platform::default_data_directory());
}

std::filesystem::path database_file(CommandLine const& options) { return data_directory(options) / "patchbay.sqlite"; }

std::filesystem::path settings_file(CommandLine const& options) { return data_directory(options) / "settings.json"; }

ConfigSources config_sources(CommandLine const& options) {
  ConfigSources sources;
  sources.policy = platform::policy_documents();
  sources.user_file = options.config.value_or(platform::default_config_file());
  sources.user_file_named = options.config.has_value();
  sources.settings_file = settings_file(options);
  sources.log_level = options.log_level;
  return sources;
}

std::vector<AdapterFolder> adapter_folders(CommandLine const& options) {
  std::vector<AdapterFolder> folders;
  for (auto const& folder : options.adapters) {
    folders.push_back({std::filesystem::absolute(folder), platform::Owner::user});
  }
  auto const bundled = platform::bundled_adapters();
  bool const named = std::any_of(folders.begin(), folders.end(), [&](AdapterFolder const& folder) {
    std::error_code ignored;  // a folder that is not there is no folder twice
    return std::filesystem::equivalent(folder.path, bundled, ignored);
  });
  if (!named) folders.push_back({bundled, platform::Owner::user});
  folders.push_back({platform::machine_adapters(), platform::Owner::administrator});
  folders.push_back({platform::user_adapters(), platform::Owner::user});
  return folders;
}

Application::Application(CommandLine const& options, Config const& config, Notify notify, Log const& log)
    : keyring_(platform::make_keyring(data_directory(options))),
      registry_(Registry::load(adapter_folders(options), log)),
      settings_(settings_from(config, registry_, *keyring_)),
      wrong_setting_(wrong_setting(options, config, registry_)),
      database_(database_file(options)),
      presence_(data_directory(options)),
      keys_(*keyring_, data_directory(options)),
      retention_(config.retention),
      engine_(make_curl_engine(with_login(curl_options(config), *keyring_))),
      ground_{database_, keys_, registry_, *engine_, settings_, system_clock(), log},
      live_(ground_,
            [notify](Connection const& row) {
              notify("connection.changed",
                     {{"platform", row.platform}, {"userId", row.user_id}, {"state", name_of(row.state)}});
            }),
      ledger_(database_),
      attachments_(database_),
      outbox_(
          database_,
          [this](outbox::Entry const& entry, outbox::BeforeCreate const& before_create, Context const& context) {
            return outbox::deliver(entry, before_create, live_, attachments_, settings_.sections, context);
          },
          [this, notify](outbox::Entry const& entry) {
            announce(notify, live_, entry);
            outbox_methods_.announce();
          },
          system_clock(), log, courier(presence_, live_)),
      directory_(data_directory(options) / "directory", config.default_region, config.directory,
                 config.most_contacts.value_or(directory::Index::most_contacts)),
      sync_(directory_, database_, live_, system_clock(), log,
            [notify](Connection const& row, directory::Sync::Description const& now) {
              notify("directory.progress", service::directory_answer(row, now));
            }),
      sign_in_(ground_, live_, outbox_, sync_, notify,
               [&log](std::string const& url) {
                 if (auto const opened = platform::open_url(url); !opened) log.warning("sign-in: " + opened.error().message);
               }),
      lookup_(live_, directory_, ground_),
      check_(live_, lookup_, ground_, notify),
      creation_(live_, lookup_, ground_, courier(presence_, live_)),
      contacts_(live_, settings_, lookup_, check_, creation_),
      directory_methods_(ground_, directory_, sync_),
      call_logs_(live_, outbox_, ledger_, system_clock()),
      message_logs_(live_, outbox_, attachments_),
      tasks_(live_, outbox_, ledger_),
      outbox_methods_(live_, outbox_, database_, system_clock(), notify),
      settings_methods_(config_sources(options), registry_) {}

Application::~Application() { stop(); }

void Application::add_methods(Router& router, std::function<json::object()> host_info) {
  service::add_methods(router, {registry_, settings_, sign_in_, contacts_, directory_methods_, call_logs_, message_logs_, tasks_, outbox_methods_,
                                std::move(host_info)});
  using namespace std::chrono_literals;
  router.add("settings.get", 10s, [this](json::object const& params, RequestContext const& request) {
    return settings_methods_.get(params, request);
  });
  router.add("settings.set", 10s, [this](json::object const& params, RequestContext const& request) {
    return settings_methods_.set(params, request);
  });
}

json::array Application::adapters(bool with_paths) const { return service::adapter_list(registry_, settings_, with_paths); }
json::array Application::refused() const { return service::refusal_list(registry_); }

void Application::start() {
  outbox_.start();
  sync_.start();
  if (retention_) forgetting_ = std::jthread([this](std::stop_token stop) { forget_daily(stop); });
}

void Application::forget_daily(std::stop_token stop) {
  using namespace std::chrono_literals;
  auto const& clock = ground_.clock;
  do {
    auto const gone = outbox::forget_settled(database_, clock.wall_now() - *retention_);
    if (!gone) ground_.log.warning("retention: " + gone.error().message);
    if (gone && *gone > 0) ground_.log.info("retention: " + std::to_string(*gone) + " old logs forgotten.");
  } while (clock.wait_until(clock.steady_now() + 24h, stop));
}

void Application::stop() {
  forgetting_ = {};  // stops it and waits
  sync_.stop();
  check_.stop();
  outbox_.stop();
}

}  // namespace patchbay
