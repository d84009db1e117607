#include "duration.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "answer.hpp"

namespace patchbay::zoho {

std::string duration_format(json::value const& call) {
  auto const written = text(call, "Call_Duration");
  auto const seconds = optional<std::int64_t>(call, "Call_Duration_in_seconds").value_or(0);
  auto const colon = written.find(':');
  if (colon == std::string::npos || seconds <= 0) return {};
  auto const* const begin = written.data();
  std::int64_t first = 0, second = 0;
  bool const fit =
      std::from_chars(begin, begin + colon, first).ptr == begin + colon &&
      std::from_chars(begin + colon + 1, begin + written.size(), second).ptr == begin + written.size();
  if (!fit) return {};
  if (seconds == 60 * first + second) return minutes_seconds;
  return seconds == 3600 * first + 60 * second ? hours_minutes : "";
}

std::string duration_format(Scope const& scope) {
  auto const chosen = text(scope.settings, "durationFormat");
  if (chosen == minutes_seconds || chosen == hours_minutes) return chosen;
  return variable(scope, "user.duration_format");
}

std::string written_duration(std::chrono::seconds duration, std::string_view format) {
  auto const seconds = std::max<long long>(duration.count(), 1);
  bool const whole_minutes = format == hours_minutes;
  auto const count = whole_minutes ? (seconds + 59) / 60 : seconds;
  char text[48];
  std::snprintf(text, sizeof text, "%02lld:%02lld", count / 60, count % 60);
  return text;
}

}  // namespace patchbay::zoho
