// task.create: what is to be done after a call, in the user's own list of the CRM. Thread-safe.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "outbox/outbox.hpp"
#include "service/live.hpp"
#include "session/router.hpp"

namespace patchbay::service {

class Tasks {
 public:
  Tasks(Live& live, outbox::Outbox& outbox, outbox::Ledger& ledger)
      : live_(live), outbox_(outbox), ledger_(ledger) {}

  Result<boost::json::value> create(boost::json::object const& params, RequestContext const& request);

 private:
  Live& live_;
  outbox::Outbox& outbox_;
  outbox::Ledger& ledger_;
};

}  // namespace patchbay::service
