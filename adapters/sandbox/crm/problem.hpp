// How a request to the sandbox CRM fails: an HTTP status and what the caller reads. Values; any thread.
#pragma once

#include <stdexcept>
#include <string>

#include <boost/json.hpp>
#include <boost/system/result.hpp>

#include "crm/http_server.hpp"

namespace patchbay::crm {

struct Problem {
  // A constructor, since an aggregate could be made from an int alone, and a Result<int> would not know which
  // it is given.
  Problem() = default;
  Problem(int status_, std::string code_, std::string message_, std::string field_)
      : status(status_), code(std::move(code_)), message(std::move(message_)), field(std::move(field_)) {}

  int status = 500;
  std::string code;     // "not_found": for programs
  std::string message;  // for people
  std::string field;    // which member or parameter is wrong, or empty
};

[[noreturn]] inline void throw_exception_from_error(Problem const& problem, boost::source_location const&) {
  throw std::logic_error("value() of a failed result: " + problem.message);
}

template <class T>
using Result = boost::system::result<T, Problem>;

inline Problem bad_field(std::string field, std::string const& what) {
  auto message = "'" + field + "' " + what + ".";
  return {400, "bad_request", std::move(message), std::move(field)};
}

inline Problem unprocessable(std::string field, std::string const& what) {
  auto message = "'" + field + "' " + what + ".";
  return {422, "unprocessable", std::move(message), std::move(field)};
}

inline HttpExchangeResponse json_response(int status, boost::json::value const& body) {
  return {.status = status,
          .headers = {{"Content-Type", "application/json"}},
          .body = boost::json::serialize(body)};
}

// {"error": {"code", "message", "field"}}
inline HttpExchangeResponse json_response(Problem const& problem) {
  boost::json::object error{{"code", problem.code}, {"message", problem.message}};
  if (!problem.field.empty()) error["field"] = problem.field;
  return json_response(problem.status, boost::json::object{{"error", error}});
}

}  // namespace patchbay::crm
