// Zoho's answers: the bodies of its errors, and what it says of each record of a write, as documented. Pure
// functions.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "crm_sim/common/simulator.hpp"

namespace patchbay::sim::zoho {

namespace json = boost::json;
using Reply = crm::HttpExchangeResponse;

// {"code", "details", "message", "status": "error"}: a whole answer's error, or a record's.
json::object error_body(std::string_view code, std::string_view message, json::object details = {});
Reply failure(int status, std::string_view code, std::string_view message, json::object details = {});
Reply invalid_token();
Reply scope_mismatch();
Reply no_permission(std::string_view permission);
Reply missing_parameter(std::string_view name);
Reply invalid_parameter(std::string_view name, std::string_view expected = "string");
Reply no_content();
Reply not_modified();

// What a record of a write did wrong, at "$.data[0].<field>".
json::object mandatory_not_found(std::string_view field);
json::object invalid_data(std::string_view field, json::object details = {});
json::object invalid_id(std::string_view field = {});

// The text there, or the empty one.
std::string text_at(json::object const& object, std::string_view key);

}  // namespace patchbay::sim::zoho
