// Salesforce's answers: the array that its errors come in, and times as it writes them. Pure functions.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "crm_sim/common/simulator.hpp"

namespace patchbay::sim::salesforce {

namespace json = boost::json;
using Reply = crm::HttpExchangeResponse;

// Thrown where something is asked for that Salesforce refuses; becomes the answer of the request, or of the
// part of it that asked.
struct Refusal {
  int status = 400;
  std::string code;
  std::string message;
  std::vector<std::string> fields = {};
  json::object more = {};  // further members of the error
};

json::array error_list(Refusal const& refusal);  // [{"message", "errorCode", "fields"}]
Reply refused(Refusal const& refusal);
Reply no_content();
Reply oauth_error(std::string_view error, std::string_view description);

std::string written(SimTime time);      // "2026-11-21T09:00:00.000+0000"
std::string written_day(SimTime time);  // "2026-11-21"

}  // namespace patchbay::sim::salesforce
