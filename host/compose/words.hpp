// The words of a log: subjects, durations, local times, the journey of a call. Pure functions, any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/array.hpp>

namespace patchbay {

enum class Direction { inbound, outbound };

// "Outbound" in any case of letters; everything else is inbound.
Direction direction_from(std::string_view word);

// "Inbound call from Jane Doe", "Outbound call to +14155550132".
std::string subject_for(Direction direction, std::string_view contact);

// "1 hour, 2 minutes, 5 seconds" without the zero parts, "0 seconds"; "pending" while it is not known.
std::string duration_words(std::optional<std::chrono::seconds> duration);

// "2026-11-21 09:00:00 AM" in an IANA time zone, daylight saving by its rules. In UTC, and saying so ("
// UTC"), when the zone is empty or unknown. The machine's time zone data are read at the first call.
std::string local_time(std::chrono::sys_seconds time, std::string_view zone);

// "2026-11-21": the local day, by the same rules; what message logs are grouped by.
std::string local_day(std::chrono::sys_seconds time, std::string_view zone);

// One line a leg of a call record, in order: who was called or answered, then each transfer with its
// duration. Empty without legs.
std::string call_journey(boost::json::array const& legs);

}  // namespace patchbay
