// messageLog.create: one record in the CRM for a contact, a conversation and a local day. Thread-safe.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "outbox/outbox.hpp"
#include "service/live.hpp"
#include "session/router.hpp"

namespace patchbay::service {

class MessageLogs {
 public:
  MessageLogs(Live& live, outbox::Outbox& outbox) : live_(live), outbox_(outbox) {}

  Result<boost::json::value> create(boost::json::object const& params, RequestContext const& request);

 private:
  Live& live_;
  outbox::Outbox& outbox_;
};

}  // namespace patchbay::service
