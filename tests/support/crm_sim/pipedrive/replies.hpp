// Pipedrive's answers: the envelope of a success and the bodies of its errors, as documented. Pure functions.
#pragma once

#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "crm_sim/common/simulator.hpp"

namespace patchbay::sim::pipedrive {

namespace json = boost::json;

crm::HttpExchangeResponse success(json::value data, int status = 200);
crm::HttpExchangeResponse success(json::value data, json::object additional_data);

// v2's refusal of parameters: {"success": false, "error", "code": "ERR_BAD_REQUEST"}.
crm::HttpExchangeResponse bad_request(std::string_view error);
// The older shape: {"success": false, "error", "errorCode", "error_info"}.
crm::HttpExchangeResponse failure(int status, std::string_view error);
crm::HttpExchangeResponse unauthorized();
crm::HttpExchangeResponse scope_mismatch();
// Whoever ignores 429 meets the firewall in front of the API: a page, no JSON.
crm::HttpExchangeResponse firewall();
// The token endpoint's refusal: 400 with Pipedrive's wording.
crm::HttpExchangeResponse oauth_error(std::string_view error, std::string_view message);

}  // namespace patchbay::sim::pipedrive
