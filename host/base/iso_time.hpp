// ISO 8601 times in UTC, as they stand in JSON. Free functions; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace patchbay {

using UtcTime = std::chrono::sys_seconds;

// "2026-11-21T09:00:00Z"
std::string to_iso(UtcTime time);

// "2026-11-21T09:00:00[.123](Z|+01:00|-0500)"; a time without a zone counts as UTC. Nothing for any other text.
std::optional<UtcTime> from_iso(std::string_view text);

}  // namespace patchbay
