#include "http/stack.hpp"

#include "http/base_url.hpp"
#include "http/rate_limit.hpp"

namespace patchbay {
namespace {

// Declared from the innermost layer outwards: each refers to the one before it.
class Stack final : public HttpClient {
 public:
  Stack(HttpClient& engine, TokenSource& tokens, StackOptions options, Clock const& clock, Log const& log)
      : authorize_(engine, tokens),
        rate_limit_(authorize_, std::move(options.buckets), clock),
        retry_(rate_limit_, std::move(options.retry), clock),
        circuit_breaker_(retry_, options.breaker, clock, log),
        base_url_(circuit_breaker_, UrlPolicy(options.base_url, std::move(options.allowed_hosts),
                                              std::move(options.storage_hosts))) {}

  std::vector<Result<HttpResponse>> send(std::vector<HttpRequest> requests, Context const& context) override {
    return base_url_.send(std::move(requests), context);
  }

 private:
  Authorize authorize_;
  RateLimit rate_limit_;
  Retry retry_;
  CircuitBreaker circuit_breaker_;
  BaseUrl base_url_;
};

}  // namespace

std::unique_ptr<HttpClient> make_stack(HttpClient& engine, TokenSource& tokens, StackOptions options,
                                       Clock const& clock, Log const& log) {
  return std::make_unique<Stack>(engine, tokens, std::move(options), clock, log);
}

}  // namespace patchbay
