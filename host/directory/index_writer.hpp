// Writing the file of one connection's directory. Throws SQLite::Exception. One thread at a time for each
// object; several processes take turns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>
#include <boost/json/object.hpp>

#include "directory/tail.hpp"

namespace patchbay::directory {

// What is put in stands there when the transaction is committed, and not before.
class IndexWriter {
 public:
  // Brings a new file to today's schema. One of another Patchbay, older or newer, is emptied: the CRM has it
  // all.
  IndexWriter(std::filesystem::path const& file, std::string default_region);

  // What `work` does of the things below is committed as one, or not at all when it throws.
  void transact(std::function<void()> const& work);

  // What becomes of that which `put` does not bring: a list leaves out what would cost the CRM a request.
  enum class Absent { is_gone, stays };
  // A contact as an adapter gives it, seen in the fill `fill`. False: it is new, and there are `most`
  // already.
  bool put(boost::json::object const& contact, std::int64_t fill, Absent absent, std::size_t most);
  // Without a type: whatever its type.
  void remove(std::string const& id, std::string const& type);
  // Looks at `many` rows after `from` and drops those that no fill since `fill` has seen. Returns where to go
  // on; none: that was all.
  std::optional<std::int64_t> sweep(std::int64_t fill, std::int64_t from, int many);
  std::string progress();
  void set_progress(std::string const& text);

 private:
  struct Row {
    std::int64_t id;
    std::int64_t fill;
    std::string body;
  };
  void insert(std::string const& key, std::int64_t fill, boost::json::object const& contact);
  void change(Row const& old, std::int64_t fill, boost::json::object const& contact, std::string const& body);
  void erase(Row const& row);
  void add_names_and_numbers(std::int64_t id, boost::json::object const& contact);
  void drop_names_and_numbers(Row const& row);
  std::vector<Tail> tails_in(boost::json::object const& contact) const;

  SQLite::Database database_;
  std::string const default_region_;
  std::int64_t contacts_ = 0;  // of the transaction under way
  SQLite::Statement find_;
  SQLite::Statement insert_;
  SQLite::Statement update_;
  SQLite::Statement mark_;
  SQLite::Statement erase_;
  SQLite::Statement add_number_;
  SQLite::Statement drop_number_;
  SQLite::Statement add_name_;
  SQLite::Statement drop_name_;
  SQLite::Statement get_fact_;
  SQLite::Statement set_fact_;
};

}  // namespace patchbay::directory
