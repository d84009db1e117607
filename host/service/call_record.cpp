#include "service/call_record.hpp"

#include <cmath>

#include <boost/json/value.hpp>

#include "service/params.hpp"

namespace patchbay::service {
namespace {

constexpr std::int64_t last_time = 253'402'300'799'999;  // the end of the year 9999, as in ISO 8601
constexpr std::int64_t longest_duration = 1'000'000'000;   // seconds

Result<CallParty> parse_party(json::object const& log_info, std::string_view name) {
  auto const party = object_or_empty(log_info, name);
  if (!party) return party.error();
  return CallParty{text_in(*party, "phoneNumber"), text_in(*party, "extensionNumber"),
                   text_in(*party, "name")};
}

Result<bool> parse_direction(json::object const& log_info) {
  auto const direction = required_text(log_info, "direction");
  if (!direction) return direction.error();
  if (*direction != "Inbound" && *direction != "Outbound") {
    return invalid_field("direction", "must be Inbound or Outbound");
  }
  return *direction == "Inbound";
}

Result<void> parse_timing(json::object const& log_info, CallRecord& record) {
  auto const start = parse_time(log_info, "startTime");
  if (!start) return start.error();
  record.start_time = *start;
  auto const duration = parse_duration(log_info, "duration", record.duration_pending);
  if (!duration) return duration.error();
  record.duration = *duration;
  return {};
}

Result<void> parse_recording(json::object const& log_info, CallRecord& record) {
  auto const recording = object_or_empty(log_info, "recording");
  if (!recording) return recording.error();
  record.recording_link = text_in(*recording, "link");
  record.recording_pending = record.recording_link.empty() && !recording->empty();
  return {};
}

}  // namespace

Result<std::optional<UtcTime>> parse_time(json::object const& object, std::string_view name) {
  auto const* value = object.if_contains(name);
  if (!value || value->is_null()) return std::optional<UtcTime>();
  if (value->is_int64() && value->get_int64() >= 0 && value->get_int64() <= last_time) {
    return std::optional(std::chrono::floor<std::chrono::seconds>(
        std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(value->get_int64()))));
  }
  auto const time = value->is_string() ? from_iso(std::string_view(value->get_string())) : std::nullopt;
  if (!time) return invalid_field(std::string(name), "must be an ISO 8601 time or epoch milliseconds");
  return time;
}

Result<std::optional<std::chrono::seconds>> parse_duration(json::object const& object, std::string_view name,
                                                           bool& pending) {
  auto const* value = object.if_contains(name);
  if (!value || value->is_null()) return std::optional<std::chrono::seconds>();
  if (value->is_string() && value->get_string() == "pending") {
    pending = true;
    return std::optional<std::chrono::seconds>();
  }
  if (value->is_int64() && value->get_int64() >= 0 && value->get_int64() < longest_duration)
    return std::optional(std::chrono::seconds(value->get_int64()));
  if (value->is_double() && value->get_double() >= 0 && value->get_double() < longest_duration) {
    return std::optional(std::chrono::seconds(std::llround(value->get_double())));
  }
  return invalid_field(std::string(name), "must be seconds or \"pending\"");
}

Result<CallRecord> parse_call_record(json::object const& log_info) {
  CallRecord record;
  auto session = required_text(log_info, "sessionId");
  if (!session) return session.error();
  record.session_id = std::move(*session);
  auto const inbound = parse_direction(log_info);
  if (!inbound) return inbound.error();
  record.inbound = *inbound;
  auto from = parse_party(log_info, "from");
  if (!from) return from.error();
  record.from = std::move(*from);
  auto to = parse_party(log_info, "to");
  if (!to) return to.error();
  record.to = std::move(*to);
  if (auto const timing = parse_timing(log_info, record); !timing) return timing.error();
  if (auto const recording = parse_recording(log_info, record); !recording) return recording.error();
  auto legs = array_or_empty(log_info, "legs");
  if (!legs) return legs.error();
  record.legs = std::move(*legs);
  record.result = text_in(log_info, "result");
  record.custom_subject = text_in(log_info, "customSubject");
  return record;
}

}  // namespace patchbay::service
