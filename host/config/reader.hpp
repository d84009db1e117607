// Which members a configuration has: reads one document into a Config. Used by one thread.
#pragma once

#include <optional>
#include <string>

#include <boost/json/value.hpp>

#include "config/config.hpp"
#include "config/strict_reader.hpp"

namespace patchbay {

class ConfigReader {
 public:
  // What is read is noted in Config::origins as this layer's and this source's.
  ConfigReader(Config& into, Layer layer, std::string source);

  // Sets what `document` says. The first thing that is wrong ends it.
  std::optional<StrictReader::Problem> read(boost::json::value const& document);

 private:
  void adapters(boost::json::value const& value, std::string const& path);
  void adapter(boost::json::value const& value, std::string const& path, AdapterConfig& into);
  void settings(boost::json::value const& value, std::string const& path, boost::json::object& into);
  void extensions(boost::json::value const& value, std::string const& path);
  void directory(boost::json::value const& value, std::string const& path);
  void sections(boost::json::value const& value, std::string const& path);
  void extension(boost::json::value const& value, std::string const& path);
  void file(boost::json::value const& value, std::string const& path, std::filesystem::path& into);
  void log_level(boost::json::value const& value, std::string const& path);

  Config& config_;
  Layer const layer_;
  StrictReader read_;
};

}  // namespace patchbay
