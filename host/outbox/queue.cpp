#include "outbox/queue.hpp"

#include <algorithm>
#include <utility>

namespace patchbay::outbox {
namespace {

constexpr std::size_t few = 8;

}  // namespace

bool Queue::holds(long long id) const {
  return running_.contains(id) || std::find(urgent_.begin(), urgent_.end(), id) != urgent_.end() ||
         std::any_of(backlog_.begin(), backlog_.end(), [id](Due const& due) { return due.id == id; });
}

void Queue::add_urgent(long long id) {
  Lock lock(mutex_);
  if (running_.contains(id)) {
    again_.insert(id);
    return;
  }
  std::erase_if(backlog_, [id](Due const& due) { return due.id == id; });
  if (!holds(id)) urgent_.push_back(id);
  changed_.notify_all();
}

void Queue::add_backlog(std::vector<Due> const& due) {
  Lock lock(mutex_);
  for (auto const& one : due) {
    if (!holds(one.id)) backlog_.push_back(one);
  }
  changed_.notify_all();
}

bool Queue::backlog_is_low() const {
  Lock lock(mutex_);
  return backlog_.size() < few;
}

// One suspect at a time: when the process dies again, it is known over which.
std::optional<Queue::Job> Queue::next() {
  if (!urgent_.empty()) {
    Job job{{urgent_.front(), {}, false}, true};
    urgent_.pop_front();
    running_.insert(job.due.id);
    return job;
  }
  if (busy_with_backlog_ >= workers - 1) return std::nullopt;
  for (auto at = backlog_.begin(); at != backlog_.end(); ++at) {
    if (busy_[at->account] >= workers_of_account || (at->suspect && suspect_runs_)) continue;
    Job job{*at, false};
    backlog_.erase(at);
    running_.insert(job.due.id);
    ++busy_[job.due.account];
    ++busy_with_backlog_;
    suspect_runs_ = suspect_runs_ || job.due.suspect;
    return job;
  }
  return std::nullopt;
}

std::optional<Queue::Job> Queue::take(std::stop_token stop) {
  Lock lock(mutex_);
  while (!stop.stop_requested()) {
    if (auto job = next()) return job;
    changed_.wait(lock, stop, [woken = false]() mutable { return std::exchange(woken, true); });
  }
  return std::nullopt;
}

bool Queue::done(Job const& job) {
  Lock lock(mutex_);
  if (!job.urgent) {
    if (--busy_[job.due.account] == 0) busy_.erase(job.due.account);
    --busy_with_backlog_;
    if (job.due.suspect) suspect_runs_ = false;
  }
  bool const again = again_.erase(job.due.id) > 0;
  if (!again) running_.erase(job.due.id);
  changed_.notify_all();
  return again;
}

void Queue::wait_for(long long id, std::chrono::milliseconds wait, std::stop_token stop) {
  auto const until = std::chrono::steady_clock::now() + wait;
  Lock lock(mutex_);
  while (holds(id) && !stop.stop_requested() && std::chrono::steady_clock::now() < until) {
    changed_.wait_until(lock, stop, until, [woken = false]() mutable { return std::exchange(woken, true); });
  }
}

}  // namespace patchbay::outbox
