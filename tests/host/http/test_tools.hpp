// What several tests of this folder need.
#pragma once

#include <chrono>
#include <string>
#include <utility>

#include "http/http.hpp"
#include "support/fake_clock.hpp"
#include "support/fake_http.hpp"

namespace patchbay::test {

inline HttpRequest get(std::string url) {
  HttpRequest request;
  request.url = std::move(url);
  return request;
}

inline HttpRequest post(std::string url, std::string body = "{}") {
  auto request = get(std::move(url));
  request.method = "POST";
  request.body = std::move(body);
  return request;
}

inline Context within(FakeClock const& clock, std::chrono::milliseconds time) {
  return {clock.steady_now() + time, {}};
}

inline Error unavailable() { return fail(ErrorCode::unavailable, "The name crm.example was not found."); }

inline Error lost() { return fail(ErrorCode::unknown_outcome, "The connection broke."); }

}  // namespace patchbay::test
