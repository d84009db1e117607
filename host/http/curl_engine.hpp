// The innermost layer: sends requests over the network with curl. Thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/secret.hpp"
#include "http/http.hpp"

namespace patchbay {

struct CurlOptions {
  std::string user_agent = "Patchbay";  // with the version: "Patchbay/1.2.3"
  std::string ca_file = {};             // PEM certificates to trust; empty: the system's
  // A URL; empty: never one. None: what the system says. Loopback is always reached without one.
  std::optional<std::string> proxy = std::nullopt;
  // Asked once, before the first request goes through `proxy` or one that the environment names:
  // "name:password"; none: it takes everybody. A proxy that the system found does not learn it, since a
  // network may offer any.
  std::function<Result<std::optional<Secret>>()> proxy_login = nullptr;
  // Hosts that are reached without a proxy, with commas between. None: what the environment says (NO_PROXY).
  std::optional<std::string> no_proxy = std::nullopt;
  // The system's proxy for an address, as platform/system_proxy.hpp has it.
  std::function<std::optional<std::string>(std::string const& url)> system_proxy = nullptr;
  std::chrono::milliseconds connect_timeout{15'000};
  std::size_t max_body_bytes = 32 * 1024 * 1024;  // decompressed
  long max_host_connections = 6;                  // one is enough where the CRM speaks HTTP/2
};

// Loads curl on the first send, since that takes longer than everything else at the start of the program.
//
// Redirects are handed up, not followed. Each failure says in plain words what did not work:
//   unavailable      the request never left: name not found, connection refused, certificate not trusted,
//                    proxy refused
//   unknown_outcome  it may have left, and the answer did not come: the connection broke or, for a request
//                    that may not be sent twice, the deadline passed or it was cancelled. So `timeout` and
//                    `cancelled` never hide a write that arrived.
//   bad_reply        what came is no HTTP, or larger than max_body_bytes
std::unique_ptr<HttpClient> make_curl_engine(CurlOptions options);

// What the module with curl exports; make_curl_engine() is for everybody else. The caller owns the engine.
// `proxy_login` is what CurlOptions::proxy_login said, empty where it said nothing.
extern "C" HttpClient* patchbay_make_curl_engine(CurlOptions const& options, Secret const& proxy_login);

}  // namespace patchbay
