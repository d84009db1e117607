// A conversation's messages as changes for the outbox, one for each local day. Pure functions; any thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "base/error.hpp"
#include "service/message_attachments.hpp"

namespace patchbay::service {

struct Conversation {
  std::string mark;            // the conversation and contact; the day is added to it
  boost::json::object change;  // what the outbox lays over the wanted state
  std::vector<Attachment> attachments;
};

// By local day ("2026-11-21"). `agent` is the name of the signed-in user, `zone` an IANA name.
// Error: invalid_params that names what is wrong.
Result<std::map<std::string, Conversation>> changes_of_messages(boost::json::object const& params, std::string const& agent,
                                                                std::string const& zone);

}  // namespace patchbay::service
