// The requests on their way. Each is answered exactly once: by its worker, by its deadline, by a cancellation
// or by the end, whoever takes the answer first. Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <vector>

#include <boost/json/value.hpp>

#include "base/clock.hpp"
#include "base/thread_annotations.hpp"

namespace patchbay {

class InFlight {
 public:
  // Of one request: an id may come again once it is answered, a number never does.
  using Number = std::uint64_t;

  static constexpr std::size_t limit = 64;

  enum class Refusal { full, id_in_use };
  struct Admission {
    std::optional<Refusal> refusal;  // without one, the rest is there
    Number number = 0;
    std::stop_token stop;
  };

  // A request counts against the limit until its worker takes the answer or, when somebody else took it,
  // until leave().
  Admission add(boost::json::value const& id, SteadyTime deadline) EXCLUDES_LOCK(mutex_);
  // False: the request was answered before its worker began, so the work is not worth doing.
  bool unanswered(Number number) const EXCLUDES_LOCK(mutex_);
  // For the worker. True: it gives the answer, and the request makes room for another, because the extension
  // may send one the moment it has the answer.
  bool take(Number number) EXCLUDES_LOCK(mutex_);
  // The worker of the request is free again.
  void leave(Number number) EXCLUDES_LOCK(mutex_);

  // Each of these asks the workers to stop and takes the answers of those that it names: the caller gives
  // them.
  bool cancel(boost::json::value const& id) EXCLUDES_LOCK(mutex_);
  std::vector<boost::json::value> expire(SteadyTime now) EXCLUDES_LOCK(mutex_);
  std::vector<boost::json::value> take_all() EXCLUDES_LOCK(mutex_);

  // Asks every worker to stop and leaves the answers to them.
  void stop_all() EXCLUDES_LOCK(mutex_);
  // False: a worker was still busy after this time.
  bool wait_until_idle(std::chrono::milliseconds patience) EXCLUDES_LOCK(mutex_);

  // The next moment at which expire() has something to do; SteadyTime::max() when there is none.
  SteadyTime next_deadline() const EXCLUDES_LOCK(mutex_);
  std::size_t size() const EXCLUDES_LOCK(mutex_);

 private:
  // open: nobody has answered; abandoned: answered by another than its worker, which is still busy; done:
  // answered by its worker.
  enum class State { open, abandoned, done };
  struct Entry {
    boost::json::value id;
    SteadyTime deadline;
    std::stop_source stop;
    State state = State::open;
  };
  std::size_t busy() const REQUIRES_LOCK(mutex_);
  template <class Condition>
  std::vector<boost::json::value> take_where(Condition condition) EXCLUDES_LOCK(mutex_);

  mutable Mutex mutex_;
  std::condition_variable_any idle_;
  std::map<Number, Entry> entries_ GUARDED_BY(mutex_);
  Number last_number_ GUARDED_BY(mutex_) = 0;
};

}  // namespace patchbay
