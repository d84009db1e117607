// How an operation ends when it does not succeed. Values; any thread.
#pragma once

#include <stdexcept>
#include <string>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include "abi/patchbay_adapter.h"

namespace patchbay {
inline namespace sdk {

struct Error {
  // Constructors, since an aggregate can be made from a number alone, and a Result<int> would not know what it
  // is given.
  Error() = default;
  Error(patchbay_status status_, std::string message_, std::string remote_, std::string field_)
      : status(status_), message(std::move(message_)), remote(std::move(remote_)), field(std::move(field_)) {}

  patchbay_status status = PATCHBAY_INTERNAL;
  std::string message;  // ours: no phone number, no token, none of the CRM's own text
  std::string remote;   // the CRM's own text
  std::string field;    // with PATCHBAY_INVALID_PARAMS: which one
};

[[noreturn]] inline void throw_exception_from_error(Error const& error, boost::source_location const&) {
  throw std::logic_error("value() of a failed result: " + error.message);
}

template <class T>
using Result = boost::system::result<T, Error>;

inline Error fail(patchbay_status status, std::string message, std::string remote = {}) {
  return Error{status, std::move(message), std::move(remote), {}};
}

inline Error invalid_field(std::string field, std::string const& what) {
  auto message = "'" + field + "' " + what + ".";
  return Error{PATCHBAY_INVALID_PARAMS, std::move(message), {}, std::move(field)};
}

// What an answer that is not 2xx means, for the statuses that mean the same everywhere. `remote` is the CRM's
// own text, which the adapter found in the body. A CRM that uses a status in its own way is asked about
// before this.
inline Error error_for_status(int status, std::string remote) {
  switch (status) {
    case 400:
    case 422:
      return fail(PATCHBAY_INVALID_PARAMS, "The CRM refused what it was sent.", std::move(remote));
    case 402:
    case 403:
      return fail(PATCHBAY_FORBIDDEN, "The CRM does not allow this for this user.", std::move(remote));
    case 404:
    case 410:
      return fail(PATCHBAY_NOT_FOUND, "The CRM does not have this record.", std::move(remote));
    case 409:
    case 412:
      return fail(PATCHBAY_CONFLICT, "Somebody else changed this record.", std::move(remote));
    default:
      return fail(PATCHBAY_BAD_REPLY,
                  "The CRM answered with the unexpected status " + std::to_string(status) + ".",
                  std::move(remote));
  }
}

}  // namespace sdk
}  // namespace patchbay
