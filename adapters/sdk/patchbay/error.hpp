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
  return Error{PATCHBAY_INVALID_PARAMS, "'" + field + "' " + what + ".", {}, std::move(field)};
}

}  // namespace sdk
}  // namespace patchbay
