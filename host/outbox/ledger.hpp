// Which session is which log in the CRM, and what is still to be written there: rows in the database.
// Thread-safe, and safe between processes: what two may not do at the same time is guarded by a lease in the
// row.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "outbox/entry.hpp"
#include "store/database.hpp"

namespace patchbay::outbox {

class Ledger {
 public:
  explicit Ledger(Database& database) : database_(database) {}

  // Lays `change` over what is wanted and makes the entry due now, in one transaction; makes the entry when
  // there is none and `may_create`. One that is set aside stays so. Error: not_found, or what the database
  // says.
  Result<Entry> want(Key const& key, boost::json::object const& change, bool may_create, WallTime now);

  // Not one that was dropped.
  Result<std::optional<Entry>> find(Key const& key);
  Result<Entry> get(long long id);

  // Takes the entry for `owner` until `until`. Nothing: another process holds it, it is not due, or its
  // account is paused. A person who waits (`urgent`) goes on although the CRM could not be reached a moment
  // ago, but not against the CRM's own word.
  Result<std::optional<Entry>> claim(long long id, std::string const& owner, bool urgent, WallTime now,
                                     WallTime until);

  // Writes down that a create is about to be sent, with this. Error: conflict when `owner` has the lease no
  // more.
  Result<void> mark_sent(long long id, boost::json::object const& wanted, std::string const& owner,
                         WallTime now);
  // Stores what came of a delivery and gives the lease back. What was wanted meanwhile stays wanted.
  Result<void> settle(Entry const& entry, std::string const& owner);

  // The CRM's record `log_id` is gone: the entry has none any more, and the next create makes one. What was
  // wanted is kept. Error: conflict when the entry is being delivered or has another record by now.
  Result<void> forget_record(Key const& key, std::string const& log_id);

 private:
  Database& database_;
};

}  // namespace patchbay::outbox
