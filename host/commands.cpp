#include "commands.hpp"

#include <filesystem>
#include <iostream>
#include <memory>
#include <ostream>
#include <string>
#include <system_error>

#include <boost/json/serialize.hpp>

#include "application.hpp"
#include "cli/browsers.hpp"
#include "cli/register.hpp"
#include "cli/support_bundle.hpp"
#include "config/config.hpp"
#include "diagnosis.hpp"
#include "platform/keyring.hpp"
#include "platform/managed.hpp"
#include "platform/paths.hpp"
#include "platform/private_file.hpp"
#include "plugin/acceptance.hpp"
#include "plugin/registry.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;

int run_doctor(CommandLine const& options, std::ostream& out) {
  auto const report = diagnose(options);
  if (options.json) out << boost::json::serialize(to_json(report)) << "\n";
  else print(report, out);
  return report.wrong_count() == 0 ? 0 : 1;
}

int run_support_bundle(CommandLine const& options, std::ostream& out) {
  auto const file = fs::absolute(*options.support_bundle);
  if (std::error_code unreadable; fs::is_directory(file, unreadable)) {
    out << file.string() << " is a folder. Name a file in it.\n";
    return 1;
  }
  out << about_support_bundle << "\n";
  auto const text = support_bundle(diagnose(options), figures(options), platform::home());
  auto const written = platform::write_private_file(file, text);
  out << (written ? "Written: " + file.string() : written.error().message) << "\n";
  return written ? 0 : 1;
}

// For all users, so that only what the organisation says counts, and nothing of whoever runs this.
int run_write_manifests(std::ostream& out) {
  ConfigSources organisation;
  organisation.policy = platform::policy_documents();
  auto const config = load_config(organisation);
  auto const folder = platform::machine_manifests();
  auto const write = [&](Config const& said) {
    return write_manifests(folder, platform::executable(), allowed_extensions(said), out);
  };
  if (config) return write(*config);
  out << config.error().message << "\n";
  // Browsers find the host all the same, which then tells people what is wrong.
  if (has_manifests(folder))
    out << "The manifests in " << folder.string() << " stay as they are.\n";
  else
    write(Config());
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
    out << (line.note ? "note  " : line.passed ? "ok    " : "FAIL  ") << line.rule;
    if (!line.detail.empty()) out << ": " << line.detail;
    out << "\n";
    accepted = accepted && line.passed;
  }
  out << (accepted ? "The library would be accepted.\n" : "The library would be refused.\n");
  return accepted ? 0 : 1;
}

// A secret may come before its adapter, and more often its platform's name is misspelt.
void warn_of_unknown_platform(CommandLine const& options, std::ostream& out) {
  if (options.set_secret == "proxy") return;
  auto const registry = Registry::load(adapter_folders(options), silent_log());
  if (registry.find(options.set_secret)) return;
  out << "Note that no adapter here is called '" << options.set_secret << "'. These are:";
  for (auto const& adapter : registry.adapters()) out << " " << adapter->manifest().id;
  out << "\n";
}

int run_set_secret(CommandLine const& options, std::ostream& out) {
  auto const given = read_secret(std::cin);
  if (!given) {
    out << given.error().message << "\n";
    return 1;
  }
  auto const& secret = *given;
  if (secret.empty()) {
    out << "Nothing came in. Give the secret on standard input: patchbay-host --set-secret PLATFORM < file\n";
    return 1;
  }
  if (options.set_secret == "proxy" && secret.view().find(':') == std::string_view::npos) {
    out << "Give the proxy's name and password as name:password on standard input.\n";
    return 1;
  }
  auto const stored =
      platform::make_keyring(data_directory(options))->set(secret_name(options.set_secret), secret);
  out << (stored ? "The secret is stored.\n" : stored.error().message + "\n");
  if (stored) warn_of_unknown_platform(options, out);
  return stored ? 0 : 1;
}

}  // namespace

std::optional<int> run_command(CommandLine const& options, std::ostream& out) {
  if (options.version) {
    out << "patchbay-host " PATCHBAY_VERSION "\n";
    return 0;
  }
  if (options.doctor) return run_doctor(options, out);
  if (options.support_bundle) return run_support_bundle(options, out);
  if (options.register_host) return run_register(options, out);
  if (options.write_manifests) return run_write_manifests(out);
  if (options.unregister_host) return unregister_host(places_here(), out);
  if (options.check_adapter) return run_check(*options.check_adapter, out);
  if (!options.set_secret.empty()) return run_set_secret(options, out);
  return std::nullopt;
}

}  // namespace patchbay
