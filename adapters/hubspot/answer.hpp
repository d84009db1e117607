// What HubSpot's answers mean: a document, or an error that says truly what happened; and where things are.
// Pure functions; any thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::hubspot {

// The answer's JSON document; null where HubSpot has nothing to say (204). Error: what the host said, or what
// HubSpot's status and body say.
Result<json::value> document(Result<Response> const& reply);

// The same for a request that makes a record, with the record's "id". An answer of success that cannot be
// read is unknown_outcome: the record may well be there.
Result<json::value> created(Result<Response> const& reply);

bool is_number(std::string_view id);

// HubSpot's API has a version in the middle of each path: "/crm/objects/2026-09/calls".
std::string objects(std::string_view type);
std::string associations(std::string_view from_type, std::string_view to_type);
inline constexpr char owners[] = "/crm/owners/2026-09";
inline constexpr char account_details[] = "/account-info/2026-09/details";
inline constexpr char call_outcomes[] = "/calling/v1/dispositions";  // no dated version exists

// Reads `properties` of records, at most 100.
Request batch_read(std::string_view type, std::vector<std::string> const& ids,
                   std::vector<std::string_view> const& properties);
// Reads what records of one type have of another, at most 1,000.
Request read_associations(std::string_view from_type, std::string_view to_type,
                          std::vector<std::string> const& ids);

}  // namespace patchbay::hubspot
