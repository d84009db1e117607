// A connection of the database that keeps the statements which every request needs: making one ready takes
// longer than running it. Used by one thread at a time.
#pragma once

#include <map>
#include <memory>
#include <string_view>

#include <SQLiteCpp/SQLiteCpp.h>

namespace patchbay {

class DatabaseConnection : public SQLite::Database {
 public:
  using SQLite::Database::Database;

  // Ends what the statement read, so that no transaction stays open.
  struct Reset {
    void operator()(SQLite::Statement* statement) const noexcept { statement->tryReset(); }
  };
  using Prepared = std::unique_ptr<SQLite::Statement, Reset>;

  // The statement of `sql`, which lives for ever, with nothing bound. Throws SQLite::Exception.
  // REQUIRES: the one that was given out before for the same text is gone.
  Prepared prepared(std::string_view sql) {
    auto const [place, is_new] = statements_.try_emplace(sql);
    if (is_new || !place->second) {
      place->second = std::make_unique<SQLite::Statement>(*this, std::string(sql));
    }
    place->second->clearBindings();
    return Prepared(place->second.get());
  }

 private:
  std::map<std::string_view, std::unique_ptr<SQLite::Statement>> statements_;
};

}  // namespace patchbay
