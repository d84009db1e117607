// Reads one configuration file into a Config: strictly, so that a misspelt key is found at once. Used by one
// thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "config/config.hpp"

namespace patchbay {

class ConfigReader {
 public:
  // With `locks` every member that is read is noted in Config::locked.
  ConfigReader(Config& into, bool locks) : config_(into), locks_(locks) {}

  // Sets what `document` says. The first thing that is wrong ends it: its path, and what is wrong in words.
  struct Problem {
    std::string path;
    std::string what;
  };
  std::optional<Problem> read(boost::json::value const& document);

 private:
  using Take = std::function<void(boost::json::value const&, std::string const& path)>;
  using Takers = std::map<std::string_view, Take>;
  using TakeMember =
      std::function<void(std::string const& key, boost::json::value const&, std::string const& path)>;

  void each(boost::json::value const& value, std::string const& path, TakeMember const& take);
  void adapters(boost::json::value const& value, std::string const& path);
  void extensions(boost::json::value const& value, std::string const& path);
  void sections(boost::json::value const& value, std::string const& path);
  void members(boost::json::value const& value, std::string const& path, Takers const& takers);
  void adapter(boost::json::value const& value, std::string const& path, AdapterConfig& into);
  void file(boost::json::value const& value, std::string const& path, std::filesystem::path& into);
  void settings(boost::json::value const& value, std::string const& path, boost::json::object& into);
  void ports(boost::json::value const& value, std::string const& path, std::vector<std::uint16_t>& into);
  void log_level(boost::json::value const& value, std::string const& path);

  // A text of which `wrong` says why it is unfit, or that it is not (empty).
  using Wrong = std::string_view (*)(std::string_view);
  void text(boost::json::value const& value, std::string const& path, Wrong wrong, std::string& into);
  void texts(boost::json::value const& value, std::string const& path, Wrong wrong,
             std::vector<std::string>& into);
  void flag(boost::json::value const& value, std::string const& path, bool& into);

  void refuse(std::string const& path, std::string_view what);
  void took(std::string const& path);

  Config& config_;
  bool const locks_;
  std::optional<Problem> problem_;
};

}  // namespace patchbay
