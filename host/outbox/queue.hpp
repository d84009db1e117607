// What this process delivers next: what somebody waits for goes first, and a backlog takes neither all
// threads nor, for one account, those of another. An entry is in it once. Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "base/thread_annotations.hpp"
#include "outbox/backlog.hpp"

namespace patchbay::outbox {

class Queue {
 public:
  static constexpr int workers = 4;             // one of them is always left for whom somebody waits
  static constexpr int workers_of_account = 2;  // at its backlog

  struct Job {
    Due due;
    bool urgent = false;
  };

  // Somebody waits for this. Is it being delivered already, it is delivered once more after that: more may be
  // wanted by now.
  void add_urgent(long long id);
  // What is in here already stays where it is.
  void add_backlog(std::vector<Due> const& due);
  // Few enough that it is time to look for more.
  bool backlog_is_low() const;

  // Blocks until there is something that may be delivered now. Nothing: stopped.
  std::optional<Job> take(std::stop_token stop);
  // The job is over. True: it is to be done once more at once, as urgent.
  bool done(Job const& job);

  // Returns when nobody here delivers the entry or means to, and after `wait` at the latest.
  void wait_for(long long id, std::chrono::milliseconds wait, std::stop_token stop);

 private:
  std::optional<Job> next() REQUIRES_LOCK(mutex_);
  bool holds(long long id) const REQUIRES_LOCK(mutex_);

  mutable Mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<long long> urgent_ GUARDED_BY(mutex_);
  std::deque<Due> backlog_ GUARDED_BY(mutex_);
  std::set<long long> running_ GUARDED_BY(mutex_);
  std::set<long long> again_ GUARDED_BY(mutex_);
  std::map<std::string, int> busy_ GUARDED_BY(mutex_);  // backlog deliveries by account
  int busy_with_backlog_ GUARDED_BY(mutex_) = 0;
  bool suspect_runs_ GUARDED_BY(mutex_) = false;
};

}  // namespace patchbay::outbox
