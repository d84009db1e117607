#include "config/reader.hpp"

#include <boost/json/array.hpp>

#include "config/rules.hpp"

namespace patchbay {
namespace {

namespace json = boost::json;
namespace rules = config_rules;

}  // namespace

std::optional<ConfigReader::Problem> ConfigReader::read(json::value const& document) {
  members(document, "",
          {{"adapters", [this](auto const& v, auto const& p) { adapters(v, p); }},
           {"allowed_extensions", [this](auto const& v, auto const& p) { extensions(v, p); }},
           {"ca_bundle", [this](auto const& v, auto const& p) { file(v, p, config_.ca_bundle); }},
           {"proxy", [this](auto const& v, auto const& p) { text(v, p, rules::proxy_url, config_.proxy); }},
           {"log_level", [this](auto const& v, auto const& p) { log_level(v, p); }},
           {"default_region",
            [this](auto const& v, auto const& p) { text(v, p, rules::region, config_.default_region); }},
           {"directory",
            [this](auto const& v, auto const& p) {
              members(v, p, {{"enabled", [this](auto const& on, auto const& at) { flag(on, at, config_.directory); }}});
            }},
           {"sections", [this](auto const& v, auto const& p) { sections(v, p); }}});
  return problem_;
}

void ConfigReader::adapters(json::value const& value, std::string const& path) {
  each(value, path, [this](std::string const& id, json::value const& one, std::string const& at) {
    if (auto const wrong = rules::adapter_id(id); !wrong.empty()) return refuse(at, wrong);
    adapter(one, at, config_.adapters[id]);
  });
}

void ConfigReader::extensions(json::value const& value, std::string const& path) {
  auto& ids = config_.allowed_extensions;
  members(value, path,
          {{"chromium", [&](auto const& v, auto const& p) { texts(v, p, rules::chromium_id, ids.chromium); }},
           {"firefox", [&](auto const& v, auto const& p) { texts(v, p, rules::firefox_id, ids.firefox); }}});
}

void ConfigReader::sections(json::value const& value, std::string const& path) {
  each(value, path, [this](std::string const& name, json::value const& one, std::string const& at) {
    flag(one, at, config_.sections[name]);
  });
}

void ConfigReader::adapter(json::value const& value, std::string const& path, AdapterConfig& into) {
  members(value, path,
          {{"enabled", [&](auto const& v, auto const& p) { flag(v, p, into.enabled); }},
           {"base_url", [&](auto const& v, auto const& p) { text(v, p, rules::base_url, into.base_url); }},
           {"auth_url", [&](auto const& v, auto const& p) { text(v, p, rules::origin, into.auth_url); }},
           {"client_id", [&](auto const& v, auto const& p) { text(v, p, rules::anything, into.client_id); }},
           {"redirect_ports", [&](auto const& v, auto const& p) { ports(v, p, into.redirect_ports); }},
           {"settings", [&](auto const& v, auto const& p) { settings(v, p, into.settings); }}});
}

void ConfigReader::settings(json::value const& value, std::string const& path, json::object& into) {
  each(value, path, [&](std::string const& id, json::value const& one, std::string const& at) {
    if (!one.is_string() && !one.is_bool()) return refuse(at, "must be a text, true or false");
    into[id] = one;
    took(at);
  });
}

void ConfigReader::each(json::value const& value, std::string const& path, TakeMember const& take) {
  if (!value.is_object()) return refuse(path, "must be an object");
  for (auto const& member : value.get_object()) {
    if (problem_) return;
    std::string const key(member.key());
    take(key, member.value(), path.empty() ? key : path + "." + key);
  }
}

void ConfigReader::members(json::value const& value, std::string const& path, Takers const& takers) {
  each(value, path, [&](std::string const& key, json::value const& one, std::string const& at) {
    auto const taker = takers.find(key);
    if (taker == takers.end()) return refuse(at, "is not known");
    taker->second(one, at);
  });
}

void ConfigReader::file(json::value const& value, std::string const& path, std::filesystem::path& into) {
  std::string name;
  text(value, path, rules::absolute_path, name);
  if (!problem_) into = name;
}

void ConfigReader::ports(json::value const& value, std::string const& path,
                         std::vector<std::uint16_t>& into) {
  if (!value.is_array()) return refuse(path, "must be a list of port numbers");
  std::vector<std::uint16_t> read;
  for (auto const& one : value.get_array()) {
    auto const* port = one.if_int64();
    if (!port || *port < 1 || *port > 65535)
      return refuse(path, "must be a list of port numbers, from 1 to 65535");
    read.push_back(static_cast<std::uint16_t>(*port));
  }
  into = std::move(read);
  took(path);
}

void ConfigReader::log_level(json::value const& value, std::string const& path) {
  static std::map<std::string, LogLevel> const levels{{"debug", LogLevel::debug},
                                                      {"info", LogLevel::info},
                                                      {"warning", LogLevel::warning},
                                                      {"error", LogLevel::error}};
  auto const found = value.is_string() ? levels.find(std::string(value.get_string())) : levels.end();
  if (found == levels.end()) return refuse(path, "must be debug, info, warning or error");
  config_.log_level = found->second;
  took(path);
}

void ConfigReader::text(json::value const& value, std::string const& path, Wrong wrong, std::string& into) {
  if (!value.is_string()) return refuse(path, "must be a text");
  std::string const read(value.get_string());
  if (auto const what = wrong(read); !what.empty()) return refuse(path, what);
  into = read;
  took(path);
}

void ConfigReader::texts(json::value const& value, std::string const& path, Wrong wrong,
                         std::vector<std::string>& into) {
  if (!value.is_array()) return refuse(path, "must be a list of texts");
  std::vector<std::string> read;
  for (auto const& one : value.get_array()) {
    auto const at = path + "[" + std::to_string(read.size()) + "]";
    if (!one.is_string()) return refuse(at, "must be a text");
    read.emplace_back(one.get_string());
    if (auto const what = wrong(read.back()); !what.empty()) return refuse(at, what);
  }
  into = std::move(read);
  took(path);
}

void ConfigReader::flag(json::value const& value, std::string const& path, bool& into) {
  if (!value.is_bool()) return refuse(path, "must be true or false");
  into = value.get_bool();
  took(path);
}

void ConfigReader::refuse(std::string const& path, std::string_view what) {
  if (!problem_) problem_ = Problem{path, std::string(what)};
}

void ConfigReader::took(std::string const& path) {
  if (locks_) config_.locked.insert(path);
}

}  // namespace patchbay
