// The port through which the outbox and the directory reach a CRM; service implements it. Thread-safe.
#pragma once

#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "base/context.hpp"
#include "base/error.hpp"

namespace patchbay {

// The row of a connection in the store.
using ConnectionId = long long;

class Crm {
 public:
  virtual ~Crm() = default;
  // Asks the adapter behind `connection` for `operation` ("callLog.create"). Blocks on the network.
  virtual Result<boost::json::value> call(ConnectionId connection, std::string_view operation, boost::json::object params,
                                          Context const& context) = 0;
};

}  // namespace patchbay
