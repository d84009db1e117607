// The innermost layer: sends requests over the network with curl. Thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "http/http.hpp"

namespace patchbay {

struct CurlOptions {
  std::string user_agent = "Patchbay";  // with the version: "Patchbay/1.2.3"
  std::string ca_file = {};             // PEM certificates to trust; empty: the system's
  // None: what the environment says (https_proxy, NO_PROXY). Empty: never one. Loopback is always reached
  // without one.
  std::optional<std::string> proxy = std::nullopt;
  std::chrono::milliseconds connect_timeout{15'000};
  std::size_t max_body_bytes = 32 * 1024 * 1024;  // decompressed
  long max_host_connections = 6;                  // one is enough where the CRM speaks HTTP/2
};

// Loads curl on the first send, since that takes longer than everything else at the start of the program.
//
// Redirects are handed up, not followed. Each failure says in plain words what did not work:
//   unavailable      the request never left: name not found, connection refused, certificate not trusted,
//   proxy refused unknown_outcome  it may have left, and the answer did not come: the connection broke or,
//   for a request that may not be sent twice,
//                    the deadline passed or it was cancelled. So `timeout` and `cancelled` never hide a write
//                    that arrived.
//   bad_reply        what came is no HTTP, or larger than max_body_bytes
std::unique_ptr<HttpClient> make_curl_engine(CurlOptions options);

// What the module with curl exports; make_curl_engine() is for everybody else. The caller owns the engine.
extern "C" HttpClient* patchbay_make_curl_engine(CurlOptions const& options);

}  // namespace patchbay
