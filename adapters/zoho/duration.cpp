#include "duration.hpp"

#include <algorithm>
#include <cstdio>

#include "answer.hpp"

namespace patchbay::zoho {

std::string duration_format(json::value const& call) {
  auto const written = text(call, "Call_Duration");
  auto const seconds = optional<std::int64_t>(call, "Call_Duration_in_seconds").value_or(0);
  long long first = 0, second = 0;
  int end = 0;  // of what could be read
  if (seconds <= 0 || std::sscanf(written.c_str(), "%9lld:%9lld%n", &first, &second, &end) < 2 ||
      static_cast<std::size_t>(end) != written.size())
    return {};
  if (seconds == 60 * first + second) return minutes_seconds;
  return seconds == 3600 * first + 60 * second ? hours_minutes : "";
}

std::string duration_format(Scope const& scope, json::object const& kept) {
  if (auto learned = text(kept, "durationFormat"); !learned.empty()) return learned;
  auto const chosen = text(scope.settings, "durationFormat");
  if (chosen == minutes_seconds || chosen == hours_minutes) return chosen;
  return variable(scope, "user.duration_format");
}

std::string written_duration(std::chrono::seconds duration, std::string_view format) {
  auto const seconds = std::max<long long>(duration.count(), 1);
  auto const count = format == hours_minutes ? (seconds + 59) / 60 : seconds;
  char text[48];
  std::snprintf(text, sizeof text, "%02lld:%02lld", count / 60, count % 60);
  return text;
}

}  // namespace patchbay::zoho
