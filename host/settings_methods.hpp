// settings.get and settings.set: what a person may change here without an administrator. Thread-safe.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "base/thread_annotations.hpp"
#include "config/config.hpp"
#include "plugin/registry.hpp"
#include "session/router.hpp"

namespace patchbay {

class SettingsMethods {
 public:
  // REQUIRES: `registry` outlives it.
  SettingsMethods(ConfigSources sources, Registry const& registry)
      : sources_(std::move(sources)), registry_(registry) {}

  // As the files are now, which is what holds from the next start on.
  Result<boost::json::value> get(boost::json::object const& params, RequestContext const& request);
  // All of them or none. Error: forbidden for one that the organisation sets, invalid_params with its key.
  Result<boost::json::value> set(boost::json::object const& params, RequestContext const& request);

 private:
  // Every key that may be set, with its value.
  std::map<std::string, boost::json::value> values(Config const& config) const;
  Result<boost::json::object> answer(std::vector<std::string> const& keys) const;
  Result<void> check(boost::json::object const& document) const;

  ConfigSources const sources_;
  Registry const& registry_;
  Mutex writing_;  // reading the file, changing it and writing it are one step
};

}  // namespace patchbay
