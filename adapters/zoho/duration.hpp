// How a Zoho organisation reads "02:05" in Call_Duration: as minutes and seconds, as most samples say, or as
// hours and minutes, as the documentation says. Pure functions; any thread.
#pragma once

#include <chrono>
#include <string>

#include "patchbay/patchbay.hpp"

namespace patchbay::zoho {

inline constexpr char minutes_seconds[] = "mm:ss";
inline constexpr char hours_minutes[] = "hh:mm";
inline constexpr char duration_fields[] = "Call_Duration,Call_Duration_in_seconds";

// What a call that Zoho holds tells: it shows what was written, and the seconds that it made of it. Empty:
// nothing.
std::string duration_format(json::value const& call);

// What the log's adapter data keep, else the setting's word, else what was learned at the sign-in; empty: not
// known yet.
std::string duration_format(Scope const& scope, json::object const& kept = {});

// Never nothing, which Zoho refuses; whole minutes are rounded up.
std::string written_duration(std::chrono::seconds duration, std::string_view format);

}  // namespace patchbay::zoho
