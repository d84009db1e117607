#include "outbox/retention.hpp"

#include <chrono>

namespace patchbay::outbox {
namespace {

// Each batch is a transaction of its own, so that nobody who logs a call waits for all of them. The log of a
// conversation stays as long as a file of its account is on its way: it belongs to one.
constexpr char const* one_batch =
    "DELETE FROM ledger WHERE id IN ("
    "SELECT id FROM ledger WHERE state IN ('logged', 'dropped') AND lease_owner = '' "
    "AND max(created_at, wanted_at, tried_at) < ?1 AND (kind <> 'message' OR NOT EXISTS "
    "(SELECT 1 FROM attachments WHERE attachments.account = ledger.account)) LIMIT 200)";

}  // namespace

Result<std::size_t> forget_settled(Database& database, WallTime limit) {
  auto const before =
      std::chrono::duration_cast<std::chrono::milliseconds>(limit.time_since_epoch()).count();
  std::size_t all = 0;
  for (;;) {
    auto const gone = database.write([&](SQLite::Database& connection) -> Result<std::size_t> {
      SQLite::Statement statement(connection, one_batch);
      statement.bind(1, static_cast<std::int64_t>(before));
      return static_cast<std::size_t>(statement.exec());
    });
    if (!gone) return gone.error();
    if (*gone == 0) return all;
    all += *gone;
  }
}

}  // namespace patchbay::outbox
