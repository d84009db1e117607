// Looking up in the file of one connection's directory. Throws SQLite::Exception. One thread at a time for
// each object; readers and a writer of one file may work at the same time, in several processes.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "directory/tail.hpp"

namespace patchbay::directory {

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

}  // namespace patchbay::directory
