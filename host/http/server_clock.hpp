// The layer above the engine that learns what time it is at the server: our own clock may be wrong.
// Thread-safe.
#pragma once

#include <optional>

#include "base/clock.hpp"
#include "base/thread_annotations.hpp"
#include "http/http.hpp"

namespace patchbay {

class ServerClock final : public HttpClient {
 public:
  ServerClock(HttpClient& next, Clock const& clock) : next_(next), clock_(clock) {}

  std::vector<Result<HttpResponse>> send(std::vector<HttpRequest> requests, Context const& context) override;

  // By the Date of the last good answer, and by what our steady clock has counted since: never later than it
  // is there, but earlier after this machine has slept. None: there was no such answer yet.
  std::optional<WallTime> now() const;

 private:
  struct Reading {
    WallTime theirs;
    SteadyTime ours;
  };

  HttpClient& next_;
  Clock const& clock_;
  mutable Mutex mutex_;
  std::optional<Reading> last_ GUARDED_BY(mutex_);
};

}  // namespace patchbay
