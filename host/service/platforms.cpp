#include "service/platforms.hpp"

#include "plugin/hostname.hpp"
#include "service/live.hpp"

namespace patchbay::service {
namespace {

namespace json = boost::json;

json::array contact_types(Manifest const& manifest) {
  json::array types;
  for (auto const& type : manifest.contact_types) {
    json::array fields;
    for (auto const& field : type.fields) {
      fields.push_back(json::object{{"id", field.id}, {"label", field.label}, {"required", field.required}});
    }
    types.push_back(json::object{{"id", type.id}, {"name", type.name}, {"fields", std::move(fields)}});
  }
  return types;
}

json::array regions(Manifest const& manifest, PlatformSettings const& settings) {
  json::array list;
  for (auto const& region : manifest.regions) {
    if (!settings.allows_region(region.id)) continue;
    list.push_back(json::object{
        {"id", region.id}, {"name", region.name}, {"needsHostname", needs_hostname(manifest, region)}});
  }
  return list;
}

json::object hostname(HostnameForm const& form) {
  json::object result{{"label", form.label}};
  if (!form.help.empty()) result["help"] = form.help;
  return result;
}

json::object field(SignInField const& field) {
  json::object result{{"id", field.id}, {"label", field.label}, {"secret", field.secret}, {"required", field.required}};
  if (!field.help.empty()) result["help"] = field.help;
  return result;
}

// Signing in by OAuth needs a client id, which the organisation names where the adapter does not bring one.
json::object oauth_sign_in(Manifest const& manifest, PlatformSettings const& settings) {
  bool const available = !settings.client_id.empty() || !manifest.oauth->default_client_id.empty();
  json::object result{{"kind", "oauth"}, {"available", available}, {"fields", json::array()}};
  if (!available) {
    result["reason"] = "Your organisation has not named an app for " + manifest.name + " yet (client_id in the configuration).";
  }
  return result;
}

json::array sign_in(Manifest const& manifest, PlatformSettings const& settings) {
  json::array kinds;
  if (manifest.oauth) kinds.push_back(oauth_sign_in(manifest, settings));
  if (manifest.api_key) {
    json::array fields;
    for (auto const& each : manifest.api_key->fields) fields.push_back(field(each));
    kinds.push_back(json::object{{"kind", "apiKey"}, {"available", true}, {"fields", std::move(fields)}});
  }
  return kinds;
}

json::object platform(Adapter const& adapter, PlatformSettings const& settings) {
  auto const& manifest = adapter.manifest();
  json::array related;
  for (auto const& kind : manifest.related_records) {
    json::object row{{"kind", kind.kind}, {"label", kind.label}, {"multiple", kind.multiple}};
    if (!kind.group.empty()) row["group"] = kind.group;
    related.push_back(std::move(row));
  }
  json::array operations;
  for (auto const& operation : adapter.operations()) operations.emplace_back(operation);
  json::object result{{"id", manifest.id},
                      {"name", manifest.name},
                      {"icon", manifest.icon},
                      {"version", manifest.version},
                      {"signIn", sign_in(manifest, settings)},
                      {"regions", regions(manifest, settings)},
                      {"contactTypes", contact_types(manifest)},
                      {"relatedRecords", std::move(related)},
                      {"messageLogs", adapter.offers("messageLog.create")},
                      {"logsWithoutContact", logs_without_contact(adapter)},
                      {"operations", std::move(operations)}};
  if (manifest.hostname) result["hostname"] = hostname(*manifest.hostname);
  return result;
}

}  // namespace

json::array adapter_list(Registry const& registry, Settings const& settings, bool with_paths) {
  json::array list;
  for (auto const& adapter : registry.adapters()) {
    auto const& manifest = adapter->manifest();
    if (!settings.platform(manifest.id).enabled) continue;
    json::object row{{"id", manifest.id}, {"name", manifest.name}, {"version", manifest.version}};
    if (with_paths) row["path"] = adapter->path().string();
    list.push_back(std::move(row));
  }
  return list;
}

json::array refusal_list(Registry const& registry) {
  json::array list;
  for (auto const& refusal : registry.refused()) {
    list.push_back(json::object{{"path", refusal.path.string()}, {"reason", refusal.reason}});
  }
  return list;
}

json::object platform_list(Registry const& registry, Settings const& settings) {
  json::array platforms;
  for (auto const& adapter : registry.adapters()) {
    auto const& chosen = settings.platform(adapter->manifest().id);
    if (chosen.enabled) platforms.push_back(platform(*adapter, chosen));
  }
  return {{"platforms", std::move(platforms)}, {"refused", refusal_list(registry)}};
}

}  // namespace patchbay::service
