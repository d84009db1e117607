#include "settings_methods.hpp"

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "compose/sections.hpp"
#include "config/reader.hpp"
#include "platform/private_file.hpp"
#include "plugin/manifest_rules.hpp"
#include "service/params.hpp"
#include "service/return_message.hpp"

namespace patchbay {
namespace {

namespace json = boost::json;

// Puts `value` at "a.b.c"; null takes away what is there.
void put(json::object& into, std::string_view path, json::value const& value) {
  auto const dot = path.find('.');
  auto const key = path.substr(0, dot);
  if (dot == path.npos) {
    if (value.is_null())
      into.erase(key);
    else
      into[key] = value;
    return;
  }
  auto& inner = into[key];
  if (!inner.is_object()) inner.emplace_object();
  put(inner.get_object(), path.substr(dot + 1), value);
}

// What settings.set has written so far.
Result<json::object> saved(std::filesystem::path const& file) {
  auto const text = platform::read_private_file(file);
  if (!text) return text.error();
  if (!*text) return json::object();
  boost::system::error_code error;
  auto document = json::parse((*text)->view(), error);
  if (error || !document.is_object()) return json::object();  // the host would not have started with it
  return std::move(document.get_object());
}

}  // namespace

std::map<std::string, json::value> SettingsMethods::values(Config const& config) const {
  std::map<std::string, json::value> all;
  all["default_region"] = json::value(json::string(config.default_region));
  all["directory.enabled"] = config.directory;
  all["do_not_log"] = json::array(config.do_not_log.begin(), config.do_not_log.end());
  auto const level = config.origins.find("log_level");
  all["log_level"] = level == config.origins.end() ? json::value("info") : level->second.value;
  for (std::size_t i = 0; i < section_count; ++i) {
    auto const& row = row_of(static_cast<Section>(i));
    if (!row.value) continue;
    auto const name = std::string(row.name);
    auto const chosen = config.sections.find(name);
    all["sections." + name] = chosen == config.sections.end() ? row.on : chosen->second;
  }
  for (auto const& adapter : registry_.adapters()) {
    auto const& manifest = adapter->manifest();
    auto const chosen = config.adapters.find(manifest.id);
    for (auto const& setting : manifest.settings) {
      auto const* value =
          chosen == config.adapters.end() ? nullptr : chosen->second.settings.if_contains(setting.id);
      all["adapters." + manifest.id + ".settings." + setting.id] = value ? *value : setting.default_value;
    }
  }
  return all;
}

Result<json::object> SettingsMethods::answer(std::vector<std::string> const& keys) const {
  auto const config = load_config(sources_);
  if (!config) return config.error();
  auto const all = values(*config);
  json::object settings;
  for (auto const& [key, value] : all) {
    if (!keys.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) continue;
    settings[key] = json::object{{"value", value}, {"locked", config->locked(key)}};
  }
  return json::object{{"settings", std::move(settings)}};
}

Result<json::value> SettingsMethods::get(json::object const& params, RequestContext const&) {
  auto const keys = params.contains("keys") ? service::text_list(params, "keys") : std::vector<std::string>();
  if (!keys) return keys.error();
  auto result = answer(*keys);
  if (!result) return result.error();
  return json::value(std::move(*result));
}

Result<void> SettingsMethods::check(json::object const& document) const {
  Config config;
  if (auto const problem = ConfigReader(config, Layer::settings, "settings").read(document))
    return invalid_field(problem->path, problem->what);
  for (auto const& [id, adapter] : config.adapters) {
    auto const* installed = registry_.find(id);
    auto const fault = installed ? fault_in_settings(installed->manifest(), adapter.settings) : std::nullopt;
    if (fault) return invalid_field("adapters." + id + ".settings." + fault->id, fault->what);
  }
  return {};
}

Result<json::value> SettingsMethods::set(json::object const& params, RequestContext const&) {
  auto const changes = service::object_or_empty(params, "settings");
  if (!changes) return changes.error();
  if (changes->empty()) return invalid_field("settings", "is missing");
  auto const config = load_config(sources_);
  if (!config) return config.error();
  auto const known = values(*config);
  std::vector<std::string> keys;
  for (auto const& change : *changes) {
    std::string const key(change.key());
    if (!known.contains(key)) return invalid_field(key, "is nothing that can be set here");
    if (config->locked(key))
      return fail(ErrorCode::forbidden,
                  "Your organisation has set " + key + ", and only it can change that.");
    keys.push_back(key);
  }
  auto const& file = sources_.settings_file;
  {
    Lock lock(writing_);
    auto document = saved(file);
    if (!document) return document.error();
    for (auto const& change : *changes) put(*document, change.key(), change.value());
    if (auto const right = check(*document); !right) return right.error();
    if (auto const made = platform::make_private_directory(file.parent_path()); !made) return made.error();
    if (auto const written = platform::write_private_file(file, json::serialize(*document)); !written)
      return written.error();
  }
  auto result = answer(keys);
  if (!result) return result.error();
  (*result)["successful"] = true;
  (*result)["returnMessage"] = service::success_message("Saved. It holds when the extension connects anew.");
  return json::value(std::move(*result));
}

}  // namespace patchbay
