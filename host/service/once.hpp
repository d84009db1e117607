// What is asked for twice at nearly the same time is done once: a double click. Thread-safe.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <boost/json/value.hpp>

#include "base/clock.hpp"
#include "base/context.hpp"
#include "base/error.hpp"
#include "base/thread_annotations.hpp"

namespace patchbay::service {

class Once {
 public:
  using Work = std::function<Result<boost::json::value>()>;

  explicit Once(Clock const& clock = system_clock()) : clock_(clock) {}

  // Does the work, or waits for who does it already under this key and gets what came of it. A success also
  // answers for the next few seconds; after a failure the next caller tries anew.
  Result<boost::json::value> run(std::string const& key, Context const& context, Work const& work);

 private:
  struct Turn {
    std::optional<Result<boost::json::value>> outcome;
    SteadyTime done_at;
  };
  using TurnPtr = std::shared_ptr<Turn>;
  // Whatever becomes of the work, who waits for it goes on.
  struct Finish {
    ~Finish();
    Once& all;
    std::string const& key;
    Turn& turn;
    Result<boost::json::value> outcome = fail(ErrorCode::internal, "It was not done.");
  };

  Result<boost::json::value> wait(TurnPtr const& turn, Context const& context);
  void forget_old() REQUIRES_LOCK(mutex_);

  Clock const& clock_;
  Mutex mutex_;
  std::condition_variable_any done_;
  std::map<std::string, TurnPtr> turns_ GUARDED_BY(mutex_);
};

}  // namespace patchbay::service
