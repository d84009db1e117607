// A softphone's call record (`logInfo`) as a value. Free functions; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/error.hpp"
#include "base/iso_time.hpp"

namespace patchbay::service {

struct CallParty {
  std::string phone_number;
  std::string extension_number;
  std::string name;
};

struct CallRecord {
  std::string session_id;
  bool inbound = true;
  CallParty from;
  CallParty to;
  std::optional<UtcTime> start_time;
  std::optional<std::chrono::seconds> duration;
  bool duration_pending = false;  // the phone system said that it does not know yet
  std::string result;
  std::string recording_link;
  bool recording_pending = false;  // there is a recording, its link comes later
  boost::json::array legs;
  std::string custom_subject;

  CallParty const& contact_party() const { return inbound ? from : to; }
  CallParty const& agent_party() const { return inbound ? to : from; }
};

// Error: invalid_params that names the member below `logInfo`.
Result<CallRecord> parse_call_record(boost::json::object const& log_info);

// "2026-11-21T09:00:00Z" or epoch milliseconds.
Result<std::optional<UtcTime>> parse_time(boost::json::object const& object, std::string_view name);

// Whole seconds, or "pending" (then `pending` becomes true).
Result<std::optional<std::chrono::seconds>> parse_duration(boost::json::object const& object, std::string_view name,
                                                           bool& pending);

}  // namespace patchbay::service
