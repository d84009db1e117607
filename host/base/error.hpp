// The one error vocabulary: the same numbers in the adapter ABI, in the host and on the wire. Plain values, any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <boost/system/result.hpp>

namespace patchbay {

// Never renumber: the numbers stand in adapters/abi/patchbay_adapter.h and in host/PROTOCOL.md, and a test ties the three.
enum class ErrorCode : int {
  invalid_params = 1,
  unsupported = 2,
  not_found = 3,
  conflict = 4,
  auth_required = 5,
  forbidden = 6,
  rate_limited = 7,
  unavailable = 8,
  timeout = 9,
  cancelled = 10,
  bad_reply = 11,
  unknown_outcome = 12,
  internal = 13,
};

inline constexpr int error_code_count = 13;

struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;                              // ours: safe to log and to show
  std::string remote;                               // the CRM's own text: may be shown, never logged
  std::optional<std::chrono::seconds> retry_after;  // with rate_limited
  std::string field;                                // the parameter that is wrong, with invalid_params
};

// The name that stands in `data.name` on the wire, e.g. "not_found".
std::string_view name_of(ErrorCode code);

// A sentence for a person who gets nothing better: what happened, what to do.
std::string_view advice_for(ErrorCode code);

// The code with this number; `internal` for a number outside the table.
ErrorCode error_code_from(int number);

[[noreturn]] void throw_exception_from_error(Error const& error, boost::source_location const& where);

template <class T>
using Result = boost::system::result<T, Error>;

inline Error fail(ErrorCode code, std::string message) {
  return Error{code, std::move(message), {}, std::nullopt, {}};
}

// A parameter that is missing or wrong: `field` is its name on the wire.
Error invalid_field(std::string field, std::string_view what);

}  // namespace patchbay
