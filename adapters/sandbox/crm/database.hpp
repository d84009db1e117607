// The sandbox CRM's SQLite file: made and seeded when it is empty. One thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>
#include <boost/json.hpp>

namespace patchbay::crm {

namespace json = boost::json;
using Id = std::int64_t;
using Row = json::object;                 // column name to number, text or null
using Values = std::vector<json::value>;  // for the question marks of a statement, in order

class Database {
 public:
  // `file` may be ":memory:"; an older sandbox's is brought up to date. Throws when it cannot be opened or was
  // written by a newer sandbox.
  explicit Database(std::string const& file);

  std::vector<Row> rows(std::string const& sql, Values const& values = {});
  std::optional<Row> row(std::string const& sql, Values const& values = {});
  // Returns the number of rows that changed.
  int run(std::string const& sql, Values const& values = {});
  // REQUIRES: the keys of `columns` are names of columns.
  Id insert(std::string const& table, Row const& columns);
  // Sets `columns` of one row and counts its version up. REQUIRES: as insert, and not empty.
  void update(std::string const& table, Id id, Row const& columns);
  // To be committed by the caller; rolled back otherwise.
  SQLite::Transaction begin() { return SQLite::Transaction(database_); }
  // Fills in what searches by number compare, for numbers that came without.
  void index_phones();

 private:
  SQLite::Statement prepared(std::string const& sql, Values const& values);

  SQLite::Database database_;
};

// The digits of a phone number without its extension: "+1 (415) 555-0100 ext. 204" is "14155550100".
std::string digits_of(std::string_view number);

}  // namespace patchbay::crm
