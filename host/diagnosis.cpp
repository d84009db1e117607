#include "diagnosis.hpp"

#include <filesystem>
#include <memory>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "application.hpp"
#include "base/utf8_path.hpp"
#include "data_findings.hpp"
#include "network_findings.hpp"
#include "platform/keyring.hpp"
#include "platform/os.hpp"
#include "platform/paths.hpp"
#include "platform/trust.hpp"
#include "store/connections.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

// Asking a keyring that was never used would make it settle where secrets lie, and the doctor changes
// nothing.
std::unique_ptr<platform::Keyring> used_keyring(CommandLine const& options) {
  if (!platform::keyring_was_used(data_directory(options))) return nullptr;
  return platform::make_keyring(data_directory(options));
}

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

void add_adapters(Config const& config, Registry const& registry, platform::Keyring* keyring,
                  DoctorInput& input) {
  for (auto const& adapter : registry.adapters()) {
    auto const& manifest = adapter->manifest();
    input.adapters.push_back({manifest.name, manifest.version, adapter->path(),
                              app_in_words(manifest, adapter_config(config, manifest.id), keyring),
                              uses_adapter(config, manifest.id)});
  }
  for (auto const& refusal : registry.refused()) input.refused.push_back({refusal.path, refusal.reason});
}

// An app's id and numbers are nobody's business who looks over a shoulder or reads a support bundle.
std::string shown(std::string const& path, json::value const& value) {
  if (path.ends_with(".client_id")) return "(set)";
  if (path == "do_not_log" && value.is_array()) {
    auto const count = value.get_array().size();
    return "(" + std::to_string(count) + (count == 1 ? " number)" : " numbers)");
  }
  return json::serialize(value);
}

std::vector<std::string> settings_in_words(Config const& config) {
  std::vector<std::string> lines;
  for (auto const& [path, origin] : config.origins) {
    lines.push_back(path + " = " + shown(path, origin.value) +
                    (origin.layer == Layer::policy ? ", set by the organisation in " : ", set in ") +
                    origin.source);
  }
  return lines;
}

// Why a policy in a file does not bind everybody here; empty: it does.
std::string fault_of_policy(fs::path const& file) {
  std::error_code unreadable;  // not a file: another place that the system has for policies
  auto const status = fs::status(file, unreadable);
  if (!fs::is_regular_file(status)) return {};
  bool open = (status.permissions() & fs::perms::others_read) != fs::perms::none;
  for (auto folder = file.parent_path(); open && folder.has_relative_path(); folder = folder.parent_path())
    open = (fs::status(folder, unreadable).permissions() & fs::perms::others_exec) != fs::perms::none;
  if (!open)
    return "Only an administrator can read " + file.string() +
           ", so the host starts for nobody else. Let everybody read it, and look into its folder.";
  auto const distrust = platform::reason_to_distrust(file, platform::Owner::administrator);
  return distrust ? "The organisation's policy can be changed by others: " + *distrust : "";
}

// A problem names its file by itself.
DoctorInput::Part configuration_part(ConfigSources const& sources, std::optional<Error> const& problem) {
  DoctorInput::Part part;
  if (problem) return {{}, problem->message, {}};
  auto const& file = sources.user_file;
  std::error_code unreadable;  // it has been read by now
  part.place = file.string() + (fs::exists(file, unreadable) ? "" : " is not there: the defaults hold.");
  for (auto const& policy : *sources.policy) {
    part.facts.push_back("The organisation's policy: " + policy.source);
    part.problem += fault_of_policy(utf8_path(policy.source));
  }
  if (!part.problem.empty()) part.place.clear();
  return part;
}

}  // namespace

Report diagnose(CommandLine const& options) {
  auto const sources = config_sources(options);
  auto const read = read_config(options);
  auto const config = read ? *read : Config();
  auto const keyring = used_keyring(options);
  auto const registry = Registry::load(adapter_folders(options), silent_log());
  DoctorInput input;
  input.version = PATCHBAY_VERSION;
  input.executable = platform::executable();
  input.places = places_here();
  input.allowed = allowed_extensions(config);
  input.configuration = configuration_part(
      sources, read ? wrong_setting(options, config, registry) : std::optional<Error>(read.error()));
  input.settings = settings_in_words(config);
  add_adapters(config, registry, keyring.get(), input);
  input.database = database_part(database_file(options));
  auto const rows = signed_in(database_file(options));
  input.directory = directory_part(data_directory(options) / "directory", config, rows);
  input.keyring = keyring_part(data_directory(options), keyring.get(), rows);
  input.network = network_findings(config, registry, rows, keyring.get());
  return examine(input);
}

json::object figures(CommandLine const& options) {
  json::object all{{"os", platform::os_name()}};
  std::error_code unreadable;  // the doctor says so
  if (!fs::exists(database_file(options), unreadable)) return all;
  Database database(database_file(options));
  json::array connections;
  for (auto const& row : signed_in(database_file(options))) {
    connections.push_back(json::object{{"platform", row.platform},
                                       {"signIn", row.sign_in},
                                       {"region", row.region},
                                       {"state", name_of(row.state)}});
  }
  all["connections"] = std::move(connections);
  auto const logs = database.read([](SQLite::Database& connection) -> Result<json::array> {
    json::array rows;
    SQLite::Statement statement(
        connection,
        "SELECT kind, state, count(*), max(attempts) FROM ledger GROUP BY kind, state ORDER BY 1, 2");
    while (statement.executeStep()) {
      rows.push_back(json::object{{"kind", statement.getColumn(0).getString()},
                                  {"state", statement.getColumn(1).getString()},
                                  {"count", statement.getColumn(2).getInt64()},
                                  {"mostAttempts", statement.getColumn(3).getInt64()}});
    }
    return rows;
  });
  if (logs)
    all["logs"] = *logs;
  else
    all["problem"] = logs.error().message;
  return all;
}

}  // namespace patchbay
