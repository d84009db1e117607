// One connection's directory, a page further: what is due, what the CRM is asked for, and what is kept of its
// answer. Free functions; any thread, one at a time for each connection.
#pragma once

#include <string_view>

#include "base/context.hpp"
#include "base/crm.hpp"
#include "directory/index.hpp"

namespace patchbay::directory {

// Between two runs over what changed, and between two fills, which find what a CRM that tells no deletions
// has lost.
inline constexpr std::chrono::minutes between_runs{10};
inline constexpr std::chrono::hours between_fills{7 * 24};

bool fill_is_due(Progress const& progress, UtcTime now);
bool run_is_due(Progress const& progress, UtcTime now);

// Begins a run unless one is under way, a fill where one is due; then takes one page of it, or drops some of
// what a fill has not seen. `from` belongs to that and is 0 at first. True: the run is over. Error: the CRM's
// or the directory's. After a cursor that the CRM refuses, the next step begins the run anew.
Result<bool> sync_step(Index& index, Crm& crm, std::string_view account, UtcTime now, Context const& context,
                       std::int64_t& from);

}  // namespace patchbay::directory
