// What the configuration says that the services need to know. Filled by main; immutable afterwards.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "base/error.hpp"
#include "base/secret.hpp"
#include "compose/sections.hpp"

namespace patchbay::service {

struct PlatformSettings {
  bool enabled = true;
  std::string base_url;   // instead of the manifest's; empty: the manifest's
  std::string auth_url;   // the origin of the OAuth endpoints, instead of the manifest's; empty: base_url, or the manifest's
  std::string client_id;  // of the organisation's OAuth app
  std::vector<std::uint16_t> redirect_ports;
  boost::json::object settings;  // of the adapter, over its own defaults
  std::vector<std::string> regions;  // those that one may use; empty: all

  bool allows_region(std::string const& region) const {
    return regions.empty() || std::find(regions.begin(), regions.end(), region) != regions.end();
  }
};

struct Settings {
  std::map<std::string, PlatformSettings> platforms;
  SectionSettings sections;
  std::string default_region = "US";  // of numbers without a country code
  std::vector<std::string> do_not_log;  // "+14155550132", or "+1415*" for all that begin so
  // The secret of a platform's OAuth app; none: nobody has set one.
  std::function<Result<std::optional<Secret>>(std::string_view platform)> client_secret;

  PlatformSettings const& platform(std::string const& id) const {
    static PlatformSettings const none;
    auto const found = platforms.find(id);
    return found == platforms.end() ? none : found->second;
  }
};

}  // namespace patchbay::service
