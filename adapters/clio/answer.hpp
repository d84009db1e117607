// What Clio's answers mean: a document, or an error that says truly what happened. Pure functions; any
// thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::clio {

// The answer's JSON document. Error: what the host said, or what Clio's status and body say.
Result<json::value> document(Result<Response> const& reply);

// The same for a request that makes a record, with the record's id at "data.id". An answer of success that
// cannot be read is unknown_outcome: the record may well be there.
Result<json::value> created(Result<Response> const& reply);

// Clio names this member of the record as what it refuses (error.errors).
bool refuses_member(Result<Response> const& reply, std::string_view name);

// Clio's list goes on behind this page.
bool goes_on(json::value const& answer);

// {"id": 7}, as Clio refers to a record. Error: invalid_params naming `field`, when `id` is no number.
Result<json::object> reference(std::string_view id, std::string const& field);

}  // namespace patchbay::clio
