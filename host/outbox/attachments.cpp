#include "outbox/attachments.hpp"

#include "outbox/ledger.hpp"

namespace patchbay::outbox {

Result<void> Attachments::keep(Key const& key, std::string_view content) {
  return database_.write([&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement statement(
        database,
        "INSERT INTO attachments (account, mark, content) SELECT ?1, ?2, ?3 WHERE NOT EXISTS "
        "(SELECT 1 FROM ledger WHERE account = ?1 AND kind = 'attachment' AND mark = ?2 "
        "AND state = 'logged') ON CONFLICT (account, mark) DO NOTHING");
    statement.bind(1, key.account);
    statement.bind(2, key.mark);
    statement.bind(3, std::string(content));
    statement.exec();
    return {};
  });
}

Result<std::optional<std::string>> Attachments::content_of(Key const& key) const {
  return database_.read([&](SQLite::Database& database) -> Result<std::optional<std::string>> {
    SQLite::Statement query(database, "SELECT content FROM attachments WHERE account = ? AND mark = ?");
    query.bind(1, key.account);
    query.bind(2, key.mark);
    if (!query.executeStep()) return std::optional<std::string>();
    return std::optional(query.getColumn(0).getString());
  });
}

Result<std::optional<Entry>> Attachments::log_of(Key const& key, std::string const& mark) const {
  auto entry = Ledger(database_).find({key.account, Kind::message, mark});
  if (entry && *entry && (*entry)->log_id.empty()) entry->reset();
  return entry;
}

}  // namespace patchbay::outbox
