// How Clio is asked and what its answers mean: a record, or an error that says truly what happened. Pure
// functions; any thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::clio {

// Reading, making and changing a record of a kind ("contacts"), and a page of those that a filter takes.
// `fields` is what the answer brings: without it Clio tells id and etag only.
Request reading(std::string const& kind, std::string const& id, std::string_view fields);
Request listing(std::string const& kind, std::string_view filter, std::string_view value,
                std::string_view fields);
Request making(std::string const& kind, json::object const& record, std::string_view fields);
Request changing(std::string const& kind, std::string const& id, json::object const& changes,
                 std::string_view fields);

// The answer's JSON document. Error: what the host said, or what Clio's status and body say.
Result<json::value> document(Result<Response> const& reply);

// The record in it, or the list of them ("data"); null where there is none.
Result<json::value> record(Result<Response> const& reply);

// The same for a request that makes a record, with the record's "id". An answer of success that cannot be
// read is unknown_outcome: the record may well be there.
Result<json::value> created(Result<Response> const& reply);

// Clio names this member of the record as what it refuses (error.errors).
bool refuses_member(Result<Response> const& reply, std::string_view name);

// Clio's list goes on behind this page.
bool goes_on(json::value const& answer);
// The next page's address, without its origin: it leads to the region that the user is signed in to. Empty:
// this was the last.
Result<std::string> next_page(json::value const& answer);

// {"id": 7}, as Clio refers to a record, with the type where it wants one. Error: invalid_params naming
// `field`, when `id` is no number.
Result<json::object> reference(std::string_view id, std::string const& field, char const* type = nullptr);

}  // namespace patchbay::clio
