// The port through which the outbox and the directory reach a CRM; service implements it. Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "base/context.hpp"
#include "base/error.hpp"

namespace patchbay {

// The row of a connection in the store.
using ConnectionId = long long;

// How a CRM takes logs, from its adapter's manifest.
struct LogRules {
  std::string format;             // "text/plain", "text/html", "text/markdown"
  std::size_t max_body_bytes = 0;  // 0: no limit is known
  bool mark_in_text = true;       // the session id must stand in the body, or nobody finds the log again
  bool conditional_update = false;  // callLog.update answers conflict when somebody changed the record meanwhile
  std::string time_zone;          // the user's IANA name, or empty
};

// `account` is "<platform>/<user id>": the same again after a sign-out and a new sign-in, when the connection is another row. All three
// answer auth_required while nobody is signed in to it.
class Crm {
 public:
  virtual ~Crm() = default;
  // Asks the adapter of the account for `operation` ("callLog.create"). Blocks on the network.
  virtual Result<boost::json::value> call(std::string_view account, std::string_view operation, boost::json::object params,
                                          Context const& context) = 0;
  virtual Result<bool> offers(std::string_view account, std::string_view operation) = 0;
  virtual Result<LogRules> log_rules(std::string_view account) = 0;
};

}  // namespace patchbay
