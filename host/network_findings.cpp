#include "network_findings.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "application.hpp"
#include "http/reach.hpp"
#include "platform/ca_bundle.hpp"
#include "platform/os.hpp"
#include "platform/system_proxy.hpp"
#include "service/oauth_client.hpp"

namespace patchbay {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr auto network_patience = 8s;
constexpr auto clock_tolerance = 5min;  // beyond it certificates and sign-ins begin to fail

// The hosts that a CRM's adapter talks to, as far as they are known before a sign-in.
std::vector<std::string> origins_of(Manifest const& manifest, Config const& config,
                                    std::vector<Connection> const& rows) {
  auto const chosen = adapter_config(config, manifest.id);
  std::vector<std::string> urls;
  for (auto const& row : rows) {
    if (row.platform == manifest.id) urls.push_back(row.base_url);
  }
  Connection draft;
  draft.platform = manifest.id;
  draft.sign_in = manifest.oauth ? "oauth" : "apiKey";
  if (!manifest.regions.empty())
    draft.region = chosen.regions.empty() ? manifest.regions.front().id : chosen.regions.front();
  service::PlatformSettings settings;
  settings.base_url = chosen.base_url;
  if (auto const base = service::base_url_of(draft, manifest, settings); urls.empty() && base)
    urls.push_back(*base);
  if (!chosen.auth_url.empty()) {
    urls.push_back(chosen.auth_url);
  } else if (manifest.oauth && chosen.base_url.empty()) {
    auto const page = fill(manifest.oauth->authorize_url, service::variables_of(draft, manifest));
    if (page) urls.push_back(*page);
  }
  std::vector<std::string> origins;
  for (auto const& url : urls) {
    auto const origin = origin_of(url);
    if (std::find(origins.begin(), origins.end(), origin) == origins.end()) origins.push_back(origin);
  }
  return origins;
}

// An origin, and whether anybody here would miss it.
using Origins = std::map<std::string, bool>;

// Where somebody is signed in, it is those CRMs that count; before, all of them.
Origins asked_origins(Config const& config, Registry const& registry, std::vector<Connection> const& rows,
                      std::vector<Finding>& findings) {
  Origins origins;
  for (auto const& adapter : registry.adapters()) {
    auto const& manifest = adapter->manifest();
    if (!uses_adapter(config, manifest.id)) continue;
    bool const missed = rows.empty() || std::any_of(rows.begin(), rows.end(), [&](Connection const& row) {
                          return row.platform == manifest.id;
                        });
    auto const its = origins_of(manifest, config, rows);
    if (its.empty())
      findings.push_back({Finding::Level::note, manifest.name + ": its host is known after a sign-in only."});
    for (auto const& origin : its) origins[origin] = origins[origin] || missed;
  }
  return origins;
}

Finding finding_of(Reach const& one, bool missed) {
  bool const own_machine = one.origin.starts_with("http://");  // nothing else may be reached so
  if (one.problem && own_machine)
    return {Finding::Level::note, one.origin + " on this machine does not answer: " + one.problem->message};
  if (one.problem && !missed)
    return {Finding::Level::note,
            one.origin + ": " + one.problem->message + " Nobody here is signed in to this CRM."};
  if (one.problem) return {Finding::Level::wrong, one.origin + ": " + one.problem->message};
  auto const off = one.clock_ahead.value_or(0min);
  if (off > clock_tolerance || off < -clock_tolerance) {
    return {Finding::Level::wrong, one.origin + " answers, but this machine's clock is " +
                                       std::to_string(std::abs(off.count())) + " minutes " +
                                       (off > 0min ? "ahead" : "behind") +
                                       ". Set it right: certificates and sign-ins depend on it."};
  }
  return {Finding::Level::good, one.origin + " answers."};
}

// A desktop's settings may hold a name and a password.
std::string without_login(std::string const& url) {
  auto const at = url.rfind('@');
  auto const scheme = url.find("://");
  auto const begin = scheme == url.npos ? 0 : scheme + 3;
  return at == url.npos ? url : url.substr(0, begin) + url.substr(at + 1);
}

// Whom this machine believes about who somebody is.
Finding trust_finding(fs::path const& file, bool chosen) {
  if (file.empty() && platform::os_name() != "linux")
    return {Finding::Level::good, "The system says which certificates are trusted."};
  if (file.empty())
    return {Finding::Level::wrong,
            "There is no file of trusted certificates on this machine, so no CRM can be trusted. Install the "
            "package ca-certificates."};
  std::ifstream stream(file, std::ios::binary);
  std::string const text(std::istreambuf_iterator<char>(stream), {});
  auto const where = file.string() + (chosen ? ", which the configuration names as ca_bundle" : "");
  int count = 0;
  for (auto at = text.find("-----BEGIN "); at != text.npos; at = text.find("-----BEGIN ", at + 1))
    if (text.substr(at, 40).find("CERTIFICATE-----") != text.npos) ++count;
  if (count == 0)
    return {Finding::Level::wrong,
            "No CRM can be trusted: there is no certificate (in PEM form) to be read in " + where + "."};
  return {Finding::Level::good, "Trusts the " + std::to_string(count) +
                                    (count == 1 ? " certificate" : " certificates") + " in " + where + "."};
}

std::string value_of(std::string_view variable) {
  char const* value = std::getenv(std::string(variable).c_str());
  return value ? value : "";
}

std::string proxy_in_words(Config const& config, Origins const& origins) {
  if (!config.proxy.empty()) return "Through the proxy " + config.proxy + ".";
  if (auto const variable = platform::proxy_variable(); !variable.empty())
    return "Through the proxy " + without_login(value_of(variable)) + ", which the environment names (" +
           std::string(variable) + ").";
  for (auto const& [origin, missed] : origins) {
    auto const proxy = platform::system_proxy(origin + "/");
    if (proxy && !proxy->empty())
      return "Through the proxy " + without_login(*proxy) + ", which the system's settings name.";
  }
  return {};
}

}  // namespace

std::vector<Finding> network_findings(Config const& config, Registry const& registry,
                                      std::vector<Connection> const& rows, platform::Keyring* keyring) {
  std::vector<Finding> findings;
  auto const origins = asked_origins(config, registry, rows, findings);
  bool const chosen = !config.ca_bundle.empty();
  findings.push_back(trust_finding(chosen ? config.ca_bundle : platform::ca_bundle(), chosen));
  if (auto const proxy = proxy_in_words(config, origins); !proxy.empty())
    findings.push_back({Finding::Level::note, proxy});
  if (origins.empty()) {
    findings.push_back({Finding::Level::note, "There is no CRM whose host could be asked."});
    return findings;
  }
  auto options = curl_options(config);
  // A keyring that does not open has a finding of its own, and says nothing about the network.
  if (keyring)
    options.proxy_login = [ask = proxy_login(*keyring)]() -> Result<std::optional<Secret>> {
      auto login = ask();
      return login ? std::move(login) : Result<std::optional<Secret>>(std::nullopt);
    };
  auto const engine = make_curl_engine(std::move(options));
  Context const context{system_clock().steady_now() + network_patience, {}};
  std::vector<std::string> urls;
  for (auto const& [origin, missed] : origins) urls.push_back(origin);
  for (auto const& one : reach(*engine, urls, system_clock(), context))
    findings.push_back(finding_of(one, origins.at(one.origin)));
  return findings;
}

}  // namespace patchbay
