#include "config/reader.hpp"

#include <map>

#include "base/utf8_path.hpp"
#include "config/rules.hpp"

namespace patchbay {
namespace {

namespace json = boost::json;
namespace rules = config_rules;

// Below it a softphone may still show a call, which would then be logged a second time.
constexpr std::int64_t fewest_retention_days = 30;
constexpr std::int64_t most_retention_days = 3650;
constexpr std::int64_t fewest_contacts = 100;
constexpr std::int64_t most_contacts = 2'000'000;

}  // namespace

ConfigReader::ConfigReader(Config& into, Layer layer, std::string source)
    : config_(into), layer_(layer), read_([this, source](std::string const& path, json::value const& value) {
        config_.origins[path] = {layer_, source, value};
      }) {}

std::optional<StrictReader::Problem> ConfigReader::read(json::value const& document) {
  auto& config = config_;
  auto& read = read_;
  read.members(
      document, "",
      {{"adapters", [&](auto const& v, auto const& p) { adapters(v, p); }},
       {"allowed_adapters",
        [&](auto const& v, auto const& p) {
          read.texts(v, p, rules::adapter_id, config.allowed_adapters.emplace());
        }},
       {"allowed_extensions", [&](auto const& v, auto const& p) { extensions(v, p); }},
       {"ca_bundle", [&](auto const& v, auto const& p) { file(v, p, config.ca_bundle); }},
       {"proxy", [&](auto const& v, auto const& p) { read.text(v, p, rules::proxy_url, config.proxy); }},
       {"no_proxy", [&](auto const& v, auto const& p) { read.texts(v, p, rules::host, config.no_proxy); }},
       {"log_level", [&](auto const& v, auto const& p) { log_level(v, p); }},
       {"default_region",
        [&](auto const& v, auto const& p) { read.text(v, p, rules::region, config.default_region); }},
       {"directory", [&](auto const& v, auto const& p) { directory(v, p); }},
       {"do_not_log",
        [&](auto const& v, auto const& p) { read.texts(v, p, rules::number_pattern, config.do_not_log); }},
       {"retention_days",
        [&](auto const& v, auto const& p) {
          auto const days = read.number(v, p, fewest_retention_days, most_retention_days);
          if (days) config.retention = std::chrono::days(*days);
        }},
       {"sections", [&](auto const& v, auto const& p) { sections(v, p); }},
       {"extension", [&](auto const& v, auto const& p) { extension(v, p); }}});
  return read.problem();
}

void ConfigReader::adapters(json::value const& value, std::string const& path) {
  read_.each(value, path, [this](std::string const& id, json::value const& one, std::string const& at) {
    if (auto const wrong = rules::adapter_id(id); !wrong.empty()) return read_.refuse(at, wrong);
    adapter(one, at, config_.adapters[id]);
  });
}

void ConfigReader::adapter(json::value const& value, std::string const& path, AdapterConfig& into) {
  auto& read = read_;
  read.members(
      value, path,
      {{"enabled", [&](auto const& v, auto const& p) { read.flag(v, p, into.enabled); }},
       {"regions", [&](auto const& v, auto const& p) { read.texts(v, p, rules::anything, into.regions); }},
       {"base_url", [&](auto const& v, auto const& p) { read.text(v, p, rules::base_url, into.base_url); }},
       {"auth_url", [&](auto const& v, auto const& p) { read.text(v, p, rules::origin, into.auth_url); }},
       {"client_id", [&](auto const& v, auto const& p) { read.text(v, p, rules::anything, into.client_id); }},
       {"redirect_ports", [&](auto const& v, auto const& p) { read.ports(v, p, into.redirect_ports); }},
       {"settings", [&](auto const& v, auto const& p) { settings(v, p, into.settings); }}});
}

void ConfigReader::settings(json::value const& value, std::string const& path, json::object& into) {
  read_.each(value, path, [&](std::string const& id, json::value const& one, std::string const& at) {
    if (!one.is_string() && !one.is_bool()) return read_.refuse(at, "must be a text, true or false");
    into[id] = one;
    read_.took(at, one);
  });
}

void ConfigReader::extensions(json::value const& value, std::string const& path) {
  auto& ids = config_.allowed_extensions;
  auto& read = read_;
  read.members(
      value, path,
      {{"chromium",
        [&](auto const& v, auto const& p) { read.texts(v, p, rules::chromium_id, ids.chromium); }},
       {"firefox", [&](auto const& v, auto const& p) { read.texts(v, p, rules::firefox_id, ids.firefox); }}});
}

void ConfigReader::directory(json::value const& value, std::string const& path) {
  read_.members(value, path,
                {{"enabled", [&](auto const& v, auto const& p) { read_.flag(v, p, config_.directory); }},
                 {"max_contacts", [&](auto const& v, auto const& p) {
                    auto const most = read_.number(v, p, fewest_contacts, most_contacts);
                    if (most) config_.most_contacts = static_cast<std::size_t>(*most);
                  }}});
}

void ConfigReader::sections(json::value const& value, std::string const& path) {
  read_.each(value, path, [this](std::string const& name, json::value const& one, std::string const& at) {
    read_.flag(one, at, config_.sections[name]);
  });
}

// A user sets these in the extension itself, which asks nobody else.
void ConfigReader::extension(json::value const& value, std::string const& path) {
  if (layer_ != Layer::policy) return read_.refuse(path, "is for the organisation's policy only");
  auto& into = config_.extension;
  auto const choice = [this, &into](char const* name, std::vector<std::string_view> choices) {
    return StrictReader::Take([this, &into, name, choices](json::value const& v, std::string const& p) {
      if (auto const chosen = read_.choice(v, p, choices)) into[name] = *chosen;
    });
  };
  auto const flag = [this, &into](char const* name) {
    return StrictReader::Take([this, &into, name](json::value const& v, std::string const& p) {
      bool on = false;
      read_.flag(v, p, on);
      into[name] = on;
    });
  };
  auto const seconds = [this, &into](char const* name, std::vector<std::int64_t> allowed) {
    return StrictReader::Take([this, &into, name, allowed](json::value const& v, std::string const& p) {
      if (auto const chosen = read_.choice(v, p, allowed)) into[name] = *chosen;
    });
  };
  read_.members(value, path,
                {{"logMode", choice("logMode", {"hand", "sure", "all"})},
                 {"noMatch", choice("noMatch", {"ask", "skip"})},
                 {"several", choice("several", {"ask", "first"})},
                 {"screenPop", choice("screenPop", {"off", "answer", "ring"})},
                 {"notifications", choice("notifications", {"all", "needed", "off"})},
                 {"hideDetails", flag("hideDetails")},
                 {"singleKeys", flag("singleKeys")},
                 {"wrapUpSeconds", seconds("wrapUpSeconds", {0, 10, 20, 60})},
                 {"undoSeconds", seconds("undoSeconds", {0, 5, 10})},
                 {"allowedOrigins", [&](auto const& v, auto const& p) {
                    std::vector<std::string> origins;
                    read_.texts(v, p, rules::origin, origins);
                    into["allowedOrigins"] = json::array(origins.begin(), origins.end());
                  }}});
}

void ConfigReader::file(json::value const& value, std::string const& path, std::filesystem::path& into) {
  std::string name;
  read_.text(value, path, rules::absolute_path, name);
  if (!read_.problem()) into = utf8_path(name);
}

void ConfigReader::log_level(json::value const& value, std::string const& path) {
  static std::map<std::string, LogLevel> const levels{{"debug", LogLevel::debug},
                                                      {"info", LogLevel::info},
                                                      {"warning", LogLevel::warning},
                                                      {"error", LogLevel::error}};
  if (auto const name = read_.choice(value, path, {"debug", "info", "warning", "error"}))
    config_.log_level = levels.at(*name);
}

}  // namespace patchbay
