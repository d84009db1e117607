// Clio's answers: the envelope of a success and the two shapes of its errors. Pure functions.
#pragma once

#include <boost/json/value.hpp>
#include <string_view>

#include "crm_sim/common/simulator.hpp"

namespace patchbay::sim::clio {

namespace json = boost::json;
using Reply = crm::HttpExchangeResponse;

// {"data": ...}.
Reply success(json::value data, int status = 200);
// The ordinary shape: {"error": {"type", "message"}}.
Reply failure(int status, std::string_view type, std::string_view message);
Reply bad_request(std::string_view type, std::string_view message);
// 422; `field` is named in error.errors as well.
Reply unprocessable(std::string_view message, std::string_view field = {});
Reply not_found();
// The shape of OAuth: {"error": "invalid_grant", "error_description"}.
Reply oauth_error(int status, std::string_view error, std::string_view description);
// A request without a bearer, and one with a dead bearer: two shapes.
Reply no_bearer();
Reply dead_bearer();
// What stands in front of the API turns strange clients away with a page, no JSON.
Reply firewall();

}  // namespace patchbay::sim::clio
