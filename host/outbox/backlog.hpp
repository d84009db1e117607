// What waits in the ledger: which of it is due, whom to leave alone for a while, what a person sees of it and
// decides. Thread-safe, and safe between processes.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "outbox/entry.hpp"
#include "store/database.hpp"

namespace patchbay::outbox {

struct Due {
  long long id = 0;
  std::string account;
  bool suspect = false;  // a process died while it delivered this
};

// An account that is left alone until then.
struct Pause {
  WallTime until;
  bool told = false;  // by the CRM (a rate limit), and not because it cannot be reached
  std::string reason;
};

class Backlog {
 public:
  static constexpr int deaths_allowed = 3;

  explicit Backlog(Database& database) : database_(database) {}

  // What is due by `now` and held by nobody, at most so many of each account: who died over nothing first,
  // then who waits longest. What `owner` itself could not settle comes back once its lease has run out.
  Result<std::vector<Due>> due(WallTime now, std::string const& owner, int of_each_account);
  // When the next entry becomes due, if nobody changes anything.
  Result<std::optional<WallTime>> next_due(WallTime now);
  // When the first of those is tried that wait for a time to come; what is due already is not among them.
  Result<std::optional<WallTime>> next_attempt(WallTime now);

  Result<void> pause(std::string_view account, WallTime now, Pause const& pause);
  Result<std::optional<Pause>> pause_of(std::string_view account, WallTime now);
  // A person signed in again: what waited for that is due, and the account is left alone no more.
  Result<void> unblock(std::string_view account, WallTime now);

  // The processes that hold leases.
  Result<std::vector<std::string>> holders();
  // `holder` is dead: what it held until `run_out_by` at the latest is free again; what processes died over
  // three times is set aside.
  Result<void> release(std::string const& holder, WallTime run_out_by);

  // A person wants it tried: due now, whatever it waited for. Error: not_found.
  Result<Entry> retry(long long id, WallTime now);
  // A person gives up what is still wanted. A record that the CRM has stays known, so that its session is
  // never logged twice; the entry that comes back is the one before. Error: not_found; conflict while it is
  // being delivered.
  Result<Entry> drop(long long id);

  // At most `limit` that wait, in the order of their ids, beyond `after`; of one account and in one state
  // when those are given.
  Result<std::vector<Entry>> list(std::string const& account, std::optional<State> state, long long after,
                                  int limit);
  // How many wait in each state in which any do.
  Result<std::map<State, int>> counts();

 private:
  Database& database_;
};

}  // namespace patchbay::outbox
