// Simultaneous identical questions become one: who comes while it is asked waits for its answer. Thread-safe.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <boost/json/value.hpp>

#include "base/context.hpp"
#include "base/error.hpp"
#include "base/thread_annotations.hpp"

namespace patchbay::service {

class SingleFlight {
 public:
  using Ask = std::function<Result<boost::json::value>()>;

  // Questions with the same `key` are identical. Where the one that was asked is given up (cancelled, or out
  // of its time), one of those who waited asks again. Error: cancelled, when the caller itself gave up
  // waiting.
  Result<boost::json::value> ask(std::string const& key, Context const& context, Ask const& ask);

 private:
  struct Flight {
    std::optional<Result<boost::json::value>> answer;
  };
  class Landing;
  using FlightPtr = std::shared_ptr<Flight>;

  // True: the caller asks.
  bool board(std::string const& key, FlightPtr& flight);
  std::optional<Result<boost::json::value>> wait_for(FlightPtr const& flight, std::stop_token const& stop);

  Mutex mutex_;
  std::condition_variable_any landed_;
  std::map<std::string, FlightPtr> flights_ GUARDED_BY(mutex_);
};

}  // namespace patchbay::service
