// Whether hosts can be reached at all, and whether this machine's clock agrees with theirs: for --doctor.
// Free functions; thread-safe.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "http/http.hpp"

namespace patchbay {

struct Reach {
  std::string origin;                           // "https://api.example.com"
  std::optional<Error> problem = std::nullopt;  // none: it answered, whatever it said
  std::optional<std::chrono::minutes> clock_ahead =
      std::nullopt;  // how much this machine's clock is; negative: behind
};

// Asks each origin for nothing in particular, without any credential, all at the same time.
std::vector<Reach> reach(HttpClient& client, std::vector<std::string> const& origins, Clock const& clock,
                         Context const& context);

// "https://api.example.com:8443/v2/" -> "https://api.example.com:8443".
std::string origin_of(std::string_view url);

}  // namespace patchbay
