// An adapter's Http that ends at a simulator in the same process, and treats what comes back as the host
// does. Each round takes the simulator's latency on the test's own clock. One thread.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "crm_sim/common/simulator.hpp"
#include "patchbay/http.hpp"

namespace patchbay::sim {

class SimHttp final : public Http {
 public:
  SimHttp(Simulator& simulator, SimTime& clock) : simulator_(simulator), clock_(clock) {}

  // What each request carries: "x-api-token", "..." or "Authorization", "Bearer ...".
  void sign_in(std::string header, std::string value) { credential_ = {std::move(header), std::move(value)}; }

  std::vector<Result<Response>> send_all(std::vector<Request> requests) override {
    std::vector<Result<Response>> replies;
    std::chrono::milliseconds longest{0};
    for (auto const& request : requests) {
      crm::HttpFields headers{{"User-Agent", "Patchbay/1.0"}};
      if (!request.anonymous) headers.push_back(credential_);
      for (auto const& header : request.headers) headers.emplace_back(header.name, header.value);
      auto const answer = simulator_.handle(
          exchange_request(request.method, below_origin(request.target), headers, request.body));
      longest = std::max(longest, answer.delay);
      replies.push_back(as_the_host(request, answer));
    }
    clock_ += longest;
    return replies;
  }

 private:
  // The simulator is every origin that it names.
  static std::string below_origin(std::string const& target) {
    auto const scheme = target.find("://");
    return scheme == std::string::npos ? target
                                       : target.substr(std::min(target.find('/', scheme + 3), target.size()));
  }

  static Result<Response> as_the_host(Request const& request, crm::HttpExchangeResponse const& answer) {
    bool const repeatable = request.idempotent || (request.method != "POST" && request.method != "PATCH");
    auto const lost = repeatable ? PATCHBAY_UNAVAILABLE : PATCHBAY_UNKNOWN_OUTCOME;
    if (answer.drop || answer.status >= 500) return fail(lost, "The CRM did not answer.");
    if (answer.status == 401) return fail(PATCHBAY_AUTH_REQUIRED, "The CRM does not accept the sign-in.");
    if (answer.status == 429) return fail(PATCHBAY_RATE_LIMITED, "The CRM asks to wait.");
    Response response;
    response.status = answer.status;
    for (auto const& [name, value] : answer.headers) response.headers.push_back({name, value});
    response.body = answer.body;
    return response;
  }

  Simulator& simulator_;
  SimTime& clock_;
  std::pair<std::string, std::string> credential_;
};

}  // namespace patchbay::sim
