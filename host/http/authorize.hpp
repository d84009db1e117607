// The layer that puts the connection's credential on each request, and replays a request that got 401 once,
// after one refresh. Thread-safe.
#pragma once

#include <string>

#include "base/secret.hpp"
#include "http/http.hpp"

namespace patchbay {

// What a request carries: a header and its value ("Authorization", "Bearer ...").
struct Credential {
  std::string header;
  Secret value;
  std::string generation;  // changes with every refresh: tells a stale 401 from a fresh one; no secret
};

// Where the credential of one connection comes from; auth implements it. Thread-safe.
class TokenSource {
 public:
  virtual ~TokenSource() = default;
  // The current credential, refreshed first when it is about to expire. Error: auth_required, unavailable,
  // cancelled, timeout.
  virtual Result<Credential> current(Context const& context) = 0;
  // Called after a 401 for `generation`: one refresh however many callers ask. Error: auth_required when
  // there is nothing to refresh.
  virtual Result<Credential> refreshed(std::string const& generation, Context const& context) = 0;
};

class Authorize final : public HttpClient {
 public:
  Authorize(HttpClient& next, TokenSource& tokens) : next_(next), tokens_(tokens) {}

  // Without a credential every request gets the source's error. A request that gets 401 a second time is
  // `auth_required`.
  std::vector<Result<HttpResponse>> send(std::vector<HttpRequest> requests, Context const& context) override;

 private:
  HttpClient& next_;
  TokenSource& tokens_;
};

}  // namespace patchbay
