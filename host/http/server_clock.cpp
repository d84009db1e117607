#include "http/server_clock.hpp"

#include "http/reply_facts.hpp"

namespace patchbay {

std::vector<Result<HttpResponse>> ServerClock::send(std::vector<HttpRequest> requests,
                                                    Context const& context) {
  auto replies = next_.send(std::move(requests), context);
  auto const ours = clock_.steady_now();
  for (auto const& reply : replies) {
    if (!reply || reply->status >= 300) continue;  // a page that stands in the CRM's place has its own clock
    auto const theirs = date_of(*reply);
    if (!theirs) continue;
    Lock lock(mutex_);
    last_ = {*theirs, ours};
  }
  return replies;
}

std::optional<WallTime> ServerClock::now() const {
  auto const ours = clock_.steady_now();
  Lock lock(mutex_);
  if (!last_) return std::nullopt;
  return last_->theirs + std::chrono::duration_cast<WallTime::duration>(ours - last_->ours);
}

}  // namespace patchbay
