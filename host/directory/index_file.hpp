// The SQLite file of one connection's directory, and what is read and written in it. Throws
// SQLite::Exception. One thread at a time for each object; a reader and a writer of one file may work at the
// same time, in several processes.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "directory/tail.hpp"

namespace patchbay::directory {

// Makes the file where there is none, for this user only. Throws std::runtime_error where the disk refuses.
void make_index_file(std::filesystem::path const& file);

// The file with its companions. Not there is fine.
void remove_index_file(std::filesystem::path const& file);

class IndexReader {
 public:
  // REQUIRES: a writer has been made of the file.
  explicit IndexReader(std::filesystem::path const& file);

  // The bodies of those who have a number with one of these tails, `most` of them.
  std::vector<std::string> by_tails(std::vector<Tail> const& tails, std::size_t most);
  // Of those whose name has a word that begins with each of the words of `name`.
  std::vector<std::string> by_name(std::string_view name, std::size_t most);
  std::string progress();
  std::size_t contacts();

 private:
  SQLite::Database database_;
  SQLite::Statement by_tails_;
  SQLite::Statement by_name_;
  SQLite::Statement get_fact_;
};

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
