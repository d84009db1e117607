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

// Sends all at the same time, nothing where there is nothing to send, and gives their documents in order.
std::vector<Result<json::value>> ask_all(Http& http, std::vector<Request> requests);
Result<json::value> ask(Http& http, Request request);

bool is_number(std::string_view id);
// The property of a record; and where the next page begins, empty where this was the last.
std::string property(json::value const& record, std::string_view name);
std::string next_page(json::value const& answer);
// A variable of the sign-in, or nothing.
std::string variable(Scope const& scope, std::string const& name);
// With hubspot_owner_id, where the person is an owner: HubSpot's owner, who is not the user.
json::object owned_by(Scope const& scope);

// HubSpot's API has a version in the middle of each path: "/crm/objects/2026-09/calls".
std::string objects(std::string_view type);
std::string associations(std::string_view from_type, std::string_view to_type);
inline constexpr char owners[] = "/crm/owners/2026-09";
inline constexpr char account_details[] = "/account-info/2026-09/details";
inline constexpr char call_outcomes[] = "/calling/v1/dispositions";  // no dated version exists

// "phone,email" as a list; properties are written so everywhere.
json::array names_in(std::string_view with_commas);
// As many as batch_read takes at a time.
std::vector<std::vector<std::string>> hundreds(std::vector<std::string> const& ids);
// What HubSpot does to many records at once: the paths that end in "/batch/...", each of which may be
// repeated.
Request batch(std::string target, json::array inputs, json::object body = {});
// Reads `properties` of records, at most 100.
Request batch_read(std::string_view type, std::vector<std::string> const& ids, std::string_view properties);
// Reads what records of one type have of another, at most 1,000; from `after` on, for one record.
Request read_associations(std::string_view from_type, std::string_view to_type,
                          std::vector<std::string> const& ids, std::string const& after = {});

}  // namespace patchbay::hubspot
