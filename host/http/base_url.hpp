// The outermost layer: makes an adapter's targets absolute, and refuses foreign hosts and headers that are
// the host's own business. Thread-safe.
#pragma once

#include "http/http.hpp"
#include "http/url_policy.hpp"

namespace patchbay {

class BaseUrl final : public HttpClient {
 public:
  BaseUrl(HttpClient& next, UrlPolicy policy) : next_(next), policy_(std::move(policy)) {}

  // A refused request gets invalid_params (malformed) or forbidden (a foreign host, a credential); the others
  // are sent.
  std::vector<Result<HttpResponse>> send(std::vector<HttpRequest> requests, Context const& context) override;

 private:
  HttpClient& next_;
  UrlPolicy policy_;
};

}  // namespace patchbay
