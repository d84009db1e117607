// Clio's rate limit: requests in a window of a minute, for each access token by itself. Not thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "crm_sim/clio/replies.hpp"

namespace patchbay::sim::clio {

class Limits {
 public:
  int& requests_a_minute() { return limit_; }
  // Off: a 429 without Retry-After.
  bool& tells_when() { return tells_when_; }

  // Pays for a request: none when it may pass, else the refusal.
  std::optional<Reply> pay(std::string const& token, SimTime now);
  // Puts the X-RateLimit headers of that token on a response.
  void describe(std::string const& token, Reply& response) const;

 private:
  struct Window {
    SimTime end;
    int spent = 0;
  };
  int limit_ = 50;
  bool tells_when_ = true;
  std::map<std::string, Window> windows_;
};

}  // namespace patchbay::sim::clio
