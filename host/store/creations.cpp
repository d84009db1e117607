#include "store/creations.hpp"

#include <array>

#include <openssl/sha.h>

namespace patchbay {
namespace {

std::int64_t millis(WallTime time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

std::int64_t millis(std::chrono::milliseconds time) { return time.count(); }

SQLite::Statement about(SQLite::Database& db, Creations::Key const& key, char const* sql) {
  SQLite::Statement row(db, sql);
  row.bind(1, key.account);
  row.bind(2, key.wish);
  return row;
}

// What nobody will ask for again. A time in the future is from before the clock was set back.
void forget_old(SQLite::Database& db, WallTime now) {
  SQLite::Statement old(db,
                        "DELETE FROM creations WHERE (holder = '' OR held_until <= ?1) "
                        "AND NOT (made_at BETWEEN ?1 - ?2 AND ?1) AND sent_at <= ?1 - ?3");
  old.bind(1, millis(now));
  old.bind(2, millis(Creations::remembered));
  old.bind(3, millis(Creations::looked_for));
  old.exec();
}

Creations::Claim claim_in(SQLite::Statement& row, WallTime now) {
  Creations::Claim claim;
  auto const holder = row.getColumn(0).getString();
  auto const sent = row.getColumn(2).getInt64();
  if (!holder.empty() && row.getColumn(1).getInt64() > millis(now)) {
    claim.other = holder;
  } else if (row.getColumn(3).getInt64() != 0) {
    claim.made = Creations::Made{row.getColumn(4).getString(), row.getColumn(5).getString()};
  } else if (sent != 0) {
    claim.sent = WallTime(std::chrono::milliseconds(sent));
  }
  return claim;
}

}  // namespace

Creations::Key Creations::key_of(std::string account, std::string_view wish) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<unsigned char const*>(wish.data()), wish.size(), digest.data());
  constexpr char hex[] = "0123456789abcdef";
  Key key{std::move(account), {}};
  for (auto const byte : digest) key.wish += {hex[byte >> 4], hex[byte & 15]};
  return key;
}

Result<Creations::Claim> Creations::claim(Key const& key, std::string const& holder, WallTime now,
                                          WallTime until) {
  return database_.write([&](SQLite::Database& db) -> Result<Claim> {
    forget_old(db, now);
    Claim claim;
    auto row = about(db, key,
                     "SELECT holder, held_until, sent_at, made_at, contact_id, contact_type FROM creations "
                     "WHERE account = ? AND wish = ?");
    if (row.executeStep()) claim = claim_in(row, now);
    if (!claim.other.empty() || claim.made) return claim;
    auto mine = about(db, key,
                      "INSERT INTO creations (account, wish, holder, held_until, sent_at, made_at, "
                      "contact_id, contact_type) VALUES (?1, ?2, ?3, ?4, 0, 0, '', '') "
                      "ON CONFLICT (account, wish) DO UPDATE SET holder = ?3, held_until = ?4");
    mine.bind(3, holder);
    mine.bind(4, millis(until));
    mine.exec();
    return claim;
  });
}

Result<void> Creations::mark_sent(Key const& key, std::string const& holder, WallTime now) {
  return database_.write([&](SQLite::Database& db) -> Result<void> {
    auto row = about(db, key,
                     "UPDATE creations SET sent_at = ?4 WHERE account = ?1 AND wish = ?2 AND holder = ?3 "
                     "AND held_until > ?4");
    row.bind(3, holder);
    row.bind(4, millis(now));
    if (row.exec() == 0) return fail(ErrorCode::conflict, "Another request makes this contact.");
    return {};
  });
}

Result<void> Creations::made(Key const& key, std::string const& holder, Made const& contact, WallTime now) {
  return database_.write([&](SQLite::Database& db) -> Result<void> {
    auto row = about(db, key,
                     "UPDATE creations SET holder = '', held_until = 0, sent_at = 0, made_at = ?4, "
                     "contact_id = ?5, contact_type = ?6 WHERE account = ?1 AND wish = ?2 AND holder = ?3");
    row.bind(3, holder);
    row.bind(4, millis(now));
    row.bind(5, contact.id);
    row.bind(6, contact.type);
    row.exec();
    return {};
  });
}

Result<void> Creations::refused(Key const& key, std::string const& holder) {
  return database_.write([&](SQLite::Database& db) -> Result<void> {
    auto row = about(db, key, "DELETE FROM creations WHERE account = ?1 AND wish = ?2 AND holder = ?3");
    row.bind(3, holder);
    row.exec();
    return {};
  });
}

Result<void> Creations::release(Key const& key, std::string const& holder) {
  return database_.write([&](SQLite::Database& db) -> Result<void> {
    auto row = about(db, key,
                     "UPDATE creations SET holder = '', held_until = 0 WHERE account = ?1 AND wish = ?2 "
                     "AND holder = ?3");
    row.bind(3, holder);
    row.exec();
    return {};
  });
}

}  // namespace patchbay
