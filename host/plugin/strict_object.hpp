// Reads one JSON object strictly: members are asked for by name, and done() refuses what nobody asked for.
// The first fault of a whole document is kept, with its path; readers after it give empty values. One thread.
#pragma once

#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace patchbay {

class StrictObject {
 public:
  enum class Presence { required, optional };
  static constexpr auto required = Presence::required;
  static constexpr auto optional = Presence::optional;

  // REQUIRES: `value` and `fault` outlive this. `path` is empty for the document itself.
  StrictObject(boost::json::value const& value, std::string path, std::string& fault);

  bool has(std::string_view name) const { return object_.contains(name); }

  std::string text(std::string_view name, Presence presence = required);  // required: not empty either
  bool flag(std::string_view name, bool otherwise);
  std::int64_t number(std::string_view name, std::int64_t least, std::int64_t most);
  boost::json::value const& any(std::string_view name,
                                Presence presence = required);  // null where it is missing

  // One of `words`, as its place among them; the first where the member is missing.
  template <class Enum>
  Enum word(std::string_view name, std::initializer_list<std::pair<std::string_view, Enum>> words) {
    std::string const said = text(name, optional);
    std::string list;
    for (auto const& [spelling, meaning] : words) {
      if (said.empty() || said == spelling) return meaning;
      list += (list.empty() ? "\"" : ", \"") + std::string(spelling) + "\"";
    }
    refuse(name, "must be one of " + list);
    return words.begin()->second;
  }

  // Calls `read` with the object there, when there is one.
  template <class Read>
  void object(std::string_view name, Presence presence, Read read) {
    auto const& value = any(name, presence);
    if (value.is_null()) return;
    StrictObject inner(value, path_of(name), fault_);
    read(inner);
    inner.done();
  }

  // One T for each object of the list; none where the member is missing.
  template <class T, class Read>
  std::vector<T> list(std::string_view name, Read read) {
    std::vector<T> items;
    for (auto const& value : array(name)) {
      StrictObject inner(value, path_of(name) + "[" + std::to_string(items.size()) + "]", fault_);
      items.push_back(read(inner));
      inner.done();
    }
    return items;
  }
  std::vector<std::string> texts(std::string_view name);

  // Every member that has not been read, as texts: for objects whose names are the author's own.
  std::vector<std::pair<std::string, std::string>> rest_as_texts();

  // The list there; empty where the member is missing.
  boost::json::array const& array(std::string_view name);

  void refuse(std::string_view name, std::string const& what);
  void done();

 private:
  std::string path_of(std::string_view name) const;

  boost::json::object const& object_;
  std::string path_;
  std::string& fault_;
  std::set<std::string, std::less<>> read_;
};

}  // namespace patchbay
