// outbox.list, outbox.retry, outbox.drop: what is still on its way to a CRM, why, and what a person can do
// about it. Thread-safe.
#pragma once

#include <map>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "base/clock.hpp"
#include "base/thread_annotations.hpp"
#include "outbox/outbox.hpp"
#include "service/live.hpp"
#include "session/router.hpp"

namespace patchbay::service {

class OutboxMethods {
 public:
  OutboxMethods(Live& live, outbox::Outbox& outbox, Database& database, Clock const& clock, Notify notify)
      : live_(live),
        outbox_(outbox),
        database_(database),
        backlog_(database),
        clock_(clock),
        notify_(std::move(notify)) {}

  Result<boost::json::value> list(boost::json::object const& params, RequestContext const& request);
  Result<boost::json::value> retry(boost::json::object const& params, RequestContext const& request);
  Result<boost::json::value> drop(boost::json::object const& params, RequestContext const& request);

  // Tells the extension how much waits, and when the first of it is tried, when that is not what it was told
  // last; at most once a second where only the time is another.
  void announce();

 private:
  boost::json::object row_of(outbox::Entry const& entry);

  Live& live_;
  outbox::Outbox& outbox_;
  Database const& database_;
  outbox::Backlog backlog_;
  Clock const& clock_;
  Notify const notify_;
  Mutex mutex_;
  std::map<outbox::State, int> told_ GUARDED_BY(mutex_);
  std::string told_attempt_ GUARDED_BY(mutex_);
  SteadyTime told_at_ GUARDED_BY(mutex_);
};

}  // namespace patchbay::service
