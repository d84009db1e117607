// Leases in the database: what only one of several host processes may do at a time, by name. Thread-safe.
#pragma once

#include <chrono>
#include <string_view>

#include "base/clock.hpp"
#include "store/database.hpp"

namespace patchbay {

// Takes or prolongs the lease `name` for `holder` until `now + duration`. False: somebody else has it and it
// has not run out. REQUIRES: all take this lease for the same duration.
Result<bool> take_lease(Database& database, std::string_view name, std::string_view holder, WallTime now,
                        std::chrono::milliseconds duration);

// Gives it back early; a lease of somebody else stays as it is.
Result<void> release_lease(Database& database, std::string_view name, std::string_view holder);

}  // namespace patchbay
