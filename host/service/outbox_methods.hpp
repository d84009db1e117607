// outbox.list, outbox.retry, outbox.drop: what is still on its way to a CRM, why, and what a person can do
// about it. Thread-safe.
#pragma once

#include <map>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "base/thread_annotations.hpp"
#include "outbox/outbox.hpp"
#include "service/live.hpp"
#include "session/router.hpp"

namespace patchbay::service {

class OutboxMethods {
 public:
  OutboxMethods(Live& live, outbox::Outbox& outbox, Database& database, Notify notify)
      : live_(live), outbox_(outbox), database_(database), backlog_(database), notify_(std::move(notify)) {}

  Result<boost::json::value> list(boost::json::object const& params, RequestContext const& request);
  Result<boost::json::value> retry(boost::json::object const& params, RequestContext const& request);
  Result<boost::json::value> drop(boost::json::object const& params, RequestContext const& request);

  // Tells the extension how much waits, when that is not what it was told last.
  void announce();

 private:
  boost::json::object row_of(outbox::Entry const& entry);

  Live& live_;
  outbox::Outbox& outbox_;
  Database const& database_;
  outbox::Backlog backlog_;
  Notify const notify_;
  Mutex mutex_;
  std::map<outbox::State, int> told_ GUARDED_BY(mutex_);
};

}  // namespace patchbay::service
