// Reads values out of a JSON document strictly: the first thing that is wrong is kept with its path, and
// whatever is right is told. Used by one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace patchbay {

class StrictReader {
 public:
  using Took = std::function<void(std::string const& path, boost::json::value const&)>;
  explicit StrictReader(Took took) : took_(std::move(took)) {}

  struct Problem {
    std::string path;
    std::string what;  // in words: "must be true or false"
  };
  std::optional<Problem> const& problem() const { return problem_; }

  using Take = std::function<void(boost::json::value const&, std::string const& path)>;
  using TakeMember =
      std::function<void(std::string const& key, boost::json::value const&, std::string const& path)>;
  // The members of an object, whatever their names.
  void each(boost::json::value const& value, std::string const& path, TakeMember const& take);
  // An object that has these members and no other.
  void members(boost::json::value const& value, std::string const& path,
               std::map<std::string_view, Take> const& takers);

  // A text of which `wrong` says why it is unfit, or that it is not (empty).
  using Wrong = std::string_view (*)(std::string_view);
  void text(boost::json::value const& value, std::string const& path, Wrong wrong, std::string& into);
  void texts(boost::json::value const& value, std::string const& path, Wrong wrong,
             std::vector<std::string>& into);
  void flag(boost::json::value const& value, std::string const& path, bool& into);
  void ports(boost::json::value const& value, std::string const& path, std::vector<std::uint16_t>& into);
  std::optional<std::int64_t> number(boost::json::value const& value, std::string const& path,
                                     std::int64_t least, std::int64_t most);
  std::optional<std::string> choice(boost::json::value const& value, std::string const& path,
                                    std::vector<std::string_view> const& choices);
  std::optional<std::int64_t> choice(boost::json::value const& value, std::string const& path,
                                     std::vector<std::int64_t> const& choices);

  void refuse(std::string const& path, std::string_view what);
  void took(std::string const& path, boost::json::value const& value) { took_(path, value); }

 private:
  Took const took_;
  std::optional<Problem> problem_;
};

}  // namespace patchbay
