// How far the directory of one connection has come: kept with its contacts, so that a run goes on where
// another process left it. A plain value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/iso_time.hpp"

namespace patchbay::directory {

struct Progress {
  // The run under way: a fill, which is over all contacts, or one over what changed. None: nothing is under
  // way.
  struct Run {
    UtcTime started;
    std::optional<UtcTime> changed_since;  // none: a fill
    std::string cursor;                    // of the next page; empty: the first
    bool sweeping = false;                 // every page is here; what the fill has not seen is being dropped
  };
  std::optional<Run> run;
  std::int64_t fills = 0;         // that have begun
  std::optional<UtcTime> filled;  // when the last complete fill began
  std::optional<UtcTime> synced;  // when the last complete run began
};

std::string to_text(Progress const& progress);
// What cannot be read is a directory that has not begun.
Progress progress_from(std::string_view text);

}  // namespace patchbay::directory
