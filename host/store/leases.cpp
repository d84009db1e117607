#include "store/leases.hpp"

#include <string>

namespace patchbay {

Result<bool> take_lease(Database& database, std::string_view name, std::string_view holder, WallTime now,
                        std::chrono::milliseconds duration) {
  auto const now_ms = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
  return database.write([&](SQLite::Database& db) -> Result<bool> {
    SQLite::Statement row(
        db,
        "INSERT INTO leases (name, holder, expires_at) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET "
        "holder = ?2, expires_at = ?3 WHERE holder = ?2 OR expires_at <= ?4 OR expires_at > ?5");
    row.bind(1, std::string(name));
    row.bind(2, std::string(holder));
    row.bind(3, static_cast<std::int64_t>(now_ms + duration.count()));
    row.bind(4, static_cast<std::int64_t>(now_ms));
    // Nobody takes one for so long: the clock was set back since. A little back is no reason to doubt it.
    row.bind(5, static_cast<std::int64_t>(now_ms + 2 * duration.count()));
    return row.exec() == 1;
  });
}

Result<void> release_lease(Database& database, std::string_view name, std::string_view holder) {
  return database.write([&](SQLite::Database& db) -> Result<void> {
    SQLite::Statement row(db, "DELETE FROM leases WHERE name = ? AND holder = ?");
    row.bind(1, std::string(name));
    row.bind(2, std::string(holder));
    row.exec();
    return {};
  });
}

}  // namespace patchbay
