// The sandbox CRM as one function from a request to its answer. Thread-safe: one request at a time, each in
// one transaction.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "crm/database.hpp"
#include "crm/http_server.hpp"
#include "crm/oauth.hpp"
#include "crm/time_text.hpp"

namespace patchbay::crm {

class Crm {
 public:
  // `file` may be ":memory:".
  Crm(std::string const& file, Now now) : database_(file), now_(std::move(now)) {}

  HttpExchangeResponse handle(HttpExchangeRequest const& request);

 private:
  struct Window {
    Time start;
    int count = 0;
  };

  HttpExchangeResponse route(HttpExchangeRequest const& request, Time now);
  HttpExchangeResponse admit(HttpExchangeRequest const& request, Time now);

  std::mutex mutex_;  // guards what follows
  Database database_;
  Now now_;
  std::map<std::string, Window> windows_;  // by credential
};

}  // namespace patchbay::crm
