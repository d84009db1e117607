// Which session is which log in the CRM, and what is still to be written there: rows in the database. Thread-safe, and safe between
// processes: what two may not do at the same time is guarded by a lease in the row.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "outbox/entry.hpp"
#include "store/database.hpp"

namespace patchbay::outbox {

class Ledger {
 public:
  explicit Ledger(Database& database) : database_(database) {}

  // Lays `change` over what is wanted and makes the entry due now, in one transaction; makes the entry when there is none and
  // `may_create`. Error: not_found, or what the database says.
  Result<Entry> want(Key const& key, boost::json::object const& change, bool may_create, WallTime now);

  Result<std::optional<Entry>> find(Key const& key);
  Result<Entry> get(long long id);

  // Entries that are due by `now`, oldest first, at most `limit`.
  Result<std::vector<long long>> due(WallTime now, int limit);
  // When the next pending entry becomes due.
  Result<std::optional<WallTime>> next_due();

  // Takes the entry for `owner` until `until`, unless another holds it. Nothing: somebody else is at it.
  Result<std::optional<Entry>> claim(long long id, std::string const& owner, WallTime now, WallTime until);

  // Writes down that a create is about to be sent, with this. Error: conflict when `owner` has the lease no more.
  Result<void> mark_sent(long long id, boost::json::object const& wanted, std::string const& owner, WallTime now);
  // Stores what came of a delivery and gives the lease back. What was wanted meanwhile stays wanted.
  Result<void> settle(Entry const& entry, std::string const& owner);

  // Makes the blocked entries of an account due again.
  Result<void> unblock(std::string_view account, WallTime now);

 private:
  Database& database_;
};

}  // namespace patchbay::outbox
