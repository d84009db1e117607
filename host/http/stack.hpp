// The HTTP stack of one connection, and the only place that knows the order of its layers:
//   base_url > circuit_breaker > retry > rate_limit > authorize > engine
// Foreign hosts are refused before anything else; an open breaker answers before anybody waits; each attempt
// of retry pays its rate bucket and carries the credential of that moment. What comes out is an answer of
// 200-499, never 401 and never 429, or an error.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/log.hpp"
#include "http/authorize.hpp"
#include "http/circuit_breaker.hpp"
#include "http/rate_window.hpp"
#include "http/retry.hpp"

namespace patchbay {

struct StackOptions {
  std::string base_url = {};                    // see UrlPolicy
  std::vector<std::string> allowed_hosts = {};  // see UrlPolicy
  std::vector<RateBucket> buckets = {};         // of this connection alone
  BreakerOptions breaker = {};
  RetryOptions retry = {};
  std::vector<std::string> storage_hosts = {};  // see UrlPolicy
};

// One stack a connection, used by any number of threads. REQUIRES: everything referred to outlives it.
std::unique_ptr<HttpClient> make_stack(HttpClient& engine, TokenSource& tokens, StackOptions options,
                                       Clock const& clock, Log const& log);

}  // namespace patchbay
