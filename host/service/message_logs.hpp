// messageLog.create: one record in the CRM for a contact, a conversation and a local day. Thread-safe.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "outbox/attachments.hpp"
#include "outbox/outbox.hpp"
#include "service/live.hpp"
#include "service/message_changes.hpp"
#include "session/router.hpp"

namespace patchbay::service {

class MessageLogs {
 public:
  MessageLogs(Live& live, outbox::Outbox& outbox, outbox::Attachments& attachments)
      : live_(live), outbox_(outbox), attachments_(attachments) {}

  Result<boost::json::value> create(boost::json::object const& params, RequestContext const& request);

 private:
  // Files on disk and on their way behind their messages; their own states show in the outbox.
  Result<void> submit_attachments(std::string const& account, Conversation const& conversation,
                                  Context const& context);

  Live& live_;
  outbox::Outbox& outbox_;
  outbox::Attachments& attachments_;
};

}  // namespace patchbay::service
