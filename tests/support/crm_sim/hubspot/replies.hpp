// HubSpot's answers: lists, and the bodies of its errors, as documented. Pure functions.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "crm_sim/common/simulator.hpp"

namespace patchbay::sim::hubspot {

namespace json = boost::json;
using Reply = crm::HttpExchangeResponse;

// {"status": "error", "message", "correlationId", "category"}.
Reply failure(int status, std::string_view category, std::string_view message);
Reply invalid(std::string_view message);
Reply invalid_json();
// "resource not found", for a record or for a path.
Reply not_found(std::string_view message = "resource not found");
Reply missing_scope(std::string_view scope);
Reply rate_limited(std::string_view policy, std::string_view message);
// The token endpoint's own shape: {"status": "BAD_AUTH_CODE", "message", "correlationId"}.
Reply oauth_error(std::string_view status, std::string_view message);
Reply no_content();

}  // namespace patchbay::sim::hubspot
