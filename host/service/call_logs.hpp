// callLog.create, callLog.get, callLog.update, callDisposition.set. Thread-safe.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "outbox/outbox.hpp"
#include "service/live.hpp"
#include "session/router.hpp"

namespace patchbay::service {

class CallLogs {
 public:
  CallLogs(Live& live, outbox::Outbox& outbox, outbox::Ledger& ledger, Clock const& clock)
      : live_(live), outbox_(outbox), ledger_(ledger), clock_(clock) {}

  Result<boost::json::value> create(boost::json::object const& params, RequestContext const& request);
  Result<boost::json::value> get(boost::json::object const& params, RequestContext const& request);
  Result<boost::json::value> update(boost::json::object const& params, RequestContext const& request);
  Result<boost::json::value> set_disposition(boost::json::object const& params,
                                             RequestContext const& request);

 private:
  // Somebody deleted the session's record in the CRM, and the ledger knows it no more: a create makes a new
  // one.
  Result<bool> forgot_deleted(outbox::Entry const& entry, std::chrono::milliseconds wait, Context context);
  // Puts the change on its way and says what came of it, in the words of `done` when it is logged.
  Result<boost::json::value> submit(LivePtr const& live, std::string const& session_id,
                                    boost::json::object const& change, bool may_create, std::string_view done,
                                    boost::json::object const& params, RequestContext const& request);

  Live& live_;
  outbox::Outbox& outbox_;
  outbox::Ledger& ledger_;
  Clock const& clock_;
};

}  // namespace patchbay::service
