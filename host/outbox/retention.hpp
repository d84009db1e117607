// Forgets what the CRM has for long: an organisation may not want it on every machine. A free function;
// thread-safe, and safe between processes.
#pragma once

#include <cstddef>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "store/database.hpp"

namespace patchbay::outbox {

// Removes what is logged or dropped and was last touched before `limit`, and says how much that was. What
// still waits for the CRM or for a person stays, however old it is. A session that is forgotten can be logged
// again: `limit` must lie further back than softphones remember calls.
Result<std::size_t> forget_settled(Database& database, WallTime limit);

}  // namespace patchbay::outbox
