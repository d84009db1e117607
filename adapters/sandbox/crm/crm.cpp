#include "crm/crm.hpp"

#include <cstdio>

#include "crm/api.hpp"
#include "crm/pages.hpp"

namespace patchbay::crm {

namespace {

// Generous, but there: an adapter that asks too often should notice here, and not at its first real CRM.
constexpr int requests_a_window = 200;
constexpr std::chrono::seconds window_length{10};

}  // namespace

HttpExchangeResponse Crm::handle(HttpExchangeRequest const& request) {
  std::lock_guard const lock(mutex_);
  try {
    auto transaction = database_.begin();
    auto response = route(request, now_());
    transaction.commit();
    return response;
  } catch (std::exception const& error) {
    // The file cannot be written, say: the caller gets a 500 and the person who runs the sandbox the reason.
    std::fprintf(stderr, "patchbay-sandbox: %s\n", error.what());
    return json_response(Problem{500, "internal", "The sandbox failed; its terminal says why.", {}});
  }
}

HttpExchangeResponse Crm::route(HttpExchangeRequest const& request, Time now) {
  if (request.path.starts_with("/oauth/")) return answer_oauth(database_, request, now);
  if (request.path.starts_with("/api/v1/")) return admit(request, now);
  if (request.method == "GET" || request.method == "HEAD") return answer_page(database_, request);
  return json_response(Problem{405, "method_not_allowed", "Pages are only read.", {}});
}

HttpExchangeResponse Crm::admit(HttpExchangeRequest const& request, Time now) {
  auto const access = access_of(database_, request, now);
  if (!access) {
    auto response = json_response(access.error());
    response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
  }
  if (request.method != "GET" && !access->may_write) {
    return json_response(Problem{403, "forbidden", "This sign-in may only read.", {}});
  }
  auto& window = windows_[access->credential];
  if (now - window.start >= window_length) window = Window{now, 0};
  auto const reset = std::to_string((window.start + window_length - now).count());
  if (window.count == requests_a_window) {
    auto response =
        json_response(Problem{429, "too_many_requests", "At most 200 requests in 10 seconds.", {}});
    response.headers.emplace_back("Retry-After", reset);
    return response;
  }
  ++window.count;
  auto response = answer_api(database_, request, now);
  response.headers.emplace_back("X-RateLimit-Remaining", std::to_string(requests_a_window - window.count));
  response.headers.emplace_back("X-RateLimit-Reset", reset);
  return response;
}

}  // namespace patchbay::crm
