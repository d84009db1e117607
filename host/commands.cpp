#include "commands.hpp"

#include <filesystem>
#include <iostream>
#include <memory>
#include <ostream>
#include <string>

#include "application.hpp"
#include "cli/browsers.hpp"
#include "cli/doctor.hpp"
#include "cli/register.hpp"
#include "config/config.hpp"
#include "platform/keyring.hpp"
#include "platform/paths.hpp"
#include "plugin/acceptance.hpp"
#include "plugin/registry.hpp"
#include "store/connections.hpp"
#include "store/database.hpp"
#include "store/repair.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;

// What is set of the organisation's app, and nothing of what it is.
std::string app_in_words(Manifest const& manifest, AdapterConfig const& config, platform::Keyring* keyring) {
  if (!manifest.oauth) return {};
  auto const line = [](std::string_view what, bool set) {
    return std::string(what) + (set ? " is set" : " is not set");
  };
  std::string words =
      line("the client id", !config.client_id.empty() || !manifest.oauth->default_client_id.empty());
  if (manifest.oauth->client_authentication != OauthForm::ClientAuthentication::none) {
    auto const secret = keyring ? keyring->get(client_secret_name(manifest.id)) : std::optional<Secret>();
    words += ", " + (secret ? line("the client secret", secret->has_value())
                            : "the client secret cannot be looked up (" + secret.error().message + ")");
  }
  if (manifest.oauth->redirect.ports == RedirectForm::Ports::configured) {
    words += ", " + line("the redirect port", !config.redirect_ports.empty());
  }
  return words + ".";
}

void add_adapters(CommandLine const& options, Config const& config, Registry const& registry,
                  DoctorInput& input) {
  // Asking a keyring that was never used would make it settle where secrets lie, and the doctor changes
  // nothing.
  std::unique_ptr<platform::Keyring> keyring;
  if (fs::exists(data_directory(options) / "keyring"))
    keyring = platform::make_keyring(data_directory(options));
  for (auto const& adapter : registry.adapters()) {
    auto const& manifest = adapter->manifest();
    auto const chosen = config.adapters.find(manifest.id);
    input.adapters.push_back(
        {manifest.name, manifest.version, adapter->path(),
         app_in_words(manifest, chosen == config.adapters.end() ? AdapterConfig() : chosen->second,
                      keyring.get())});
  }
  for (auto const& refusal : registry.refused()) input.refused.push_back({refusal.path, refusal.reason});
}

DoctorInput::Part database_part(CommandLine const& options) {
  DoctorInput::Part part{database_file(options).string(), {}, {}};
  if (!fs::exists(database_file(options))) {  // the doctor changes nothing
    part.place += " is not there yet: the first sign-in makes it.";
    return part;
  }
  Database database(database_file(options));
  auto const rows = Connections(database).list();
  if (!rows) {
    part.problem = rows.error().message;
    return part;
  }
  part.warning = damage_notice(database_file(options));
  if (!part.warning.empty()) part.warning += " ";
  for (auto const& row : *rows) {
    if (row.state != ConnectionState::active)
      part.warning += row.platform + " needs a new sign-in: " + row.reason + " ";
  }
  return part;
}

DoctorInput::Part keyring_part(CommandLine const& options) {
  auto const info = platform::make_keyring(data_directory(options))->describe();
  return {info.detail, {}, info.warning};
}

// A configuration that is wrong does not keep the doctor from looking at the rest.
int run_doctor(CommandLine const& options, std::ostream& out) {
  auto const sources = config_sources(options);
  auto const config = read_config(options);
  DoctorInput input;
  input.version = PATCHBAY_VERSION;
  input.executable = platform::executable();
  input.places = places_here();
  input.allowed = allowed_extensions(config ? *config : Config());
  input.configuration = {sources.user_file.string(), config ? std::string() : config.error().message, {}};
  if (!fs::exists(sources.user_file)) input.configuration.place += " is not there: the defaults hold.";
  auto const registry = Registry::load(adapter_folders(options), silent_log());
  add_adapters(options, config ? *config : Config(), registry, input);
  if (auto const wrong = config ? wrong_setting(options, *config, registry) : std::nullopt) {
    input.configuration.problem = wrong->message;
  }
  input.database = database_part(options);
  input.keyring = keyring_part(options);
  return doctor(input, out);
}

int run_write_manifests(CommandLine const& options, std::ostream& out) {
  auto const config = read_config(options);
  if (config) return write_manifests(platform::executable(), allowed_extensions(*config), out);
  out << config.error().message << "\n";
  return 1;
}

int run_register(CommandLine const& options, std::ostream& out) {
  auto const config = read_config(options);
  if (!config) {
    out << config.error().message << "\n";
    return 1;
  }
  auto const whom = options.all_browsers ? RegisterFor::all_browsers : RegisterFor::used_browsers;
  return register_host({places_here(), platform::executable(), allowed_extensions(*config)}, whom, out);
}

int run_check(fs::path const& library, std::ostream& out) {
  bool accepted = true;
  for (auto const& line : check_adapter(fs::absolute(library))) {
    out << (line.passed ? "ok    " : "FAIL  ") << line.rule;
    if (!line.detail.empty()) out << ": " << line.detail;
    out << "\n";
    accepted = accepted && line.passed;
  }
  out << (accepted ? "The library would be accepted.\n" : "The library would be refused.\n");
  return accepted ? 0 : 1;
}

int run_set_secret(CommandLine const& options, std::ostream& out) {
  std::string text;
  std::getline(std::cin, text);
  Secret const secret(std::move(text));
  if (secret.empty()) {
    out << "Nothing came in. Give the secret on standard input: patchbay-host --set-secret PLATFORM < file\n";
    return 1;
  }
  auto const stored =
      platform::make_keyring(data_directory(options))->set(client_secret_name(options.set_secret), secret);
  out << (stored ? "The secret is stored.\n" : stored.error().message + "\n");
  return stored ? 0 : 1;
}

}  // namespace

std::optional<int> run_command(CommandLine const& options, std::ostream& out) {
  if (options.version) {
    out << "patchbay-host " PATCHBAY_VERSION "\n";
    return 0;
  }
  if (options.doctor) return run_doctor(options, out);
  if (options.register_host) return run_register(options, out);
  if (options.write_manifests) return run_write_manifests(options, out);
  if (options.unregister_host) return unregister_host(places_here(), out);
  if (options.check_adapter) return run_check(*options.check_adapter, out);
  if (!options.set_secret.empty()) return run_set_secret(options, out);
  return std::nullopt;
}

}  // namespace patchbay
