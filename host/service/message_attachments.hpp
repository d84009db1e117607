// The files that a message brings along, as changes for the outbox. Pure functions; any thread.
#pragma once

#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "base/error.hpp"

namespace patchbay::service {

// A file whose bytes the phone sent along: what only has a link stands in the text.
struct Attachment {
  std::string mark;            // the message and the file's place in it; the conversation is put before it
  boost::json::object change;  // {subject, contentType}; see outbox/delivery.hpp
  std::string content;         // base64
};

// `what` begins the name of a file that has none: "Fax 2026-11-20 09:00.pdf".
// Error: invalid_params; `content` is no base64.
Result<std::vector<Attachment>> attachments_of(boost::json::object const& message, std::string const& id,
                                               std::string const& what);

}  // namespace patchbay::service
