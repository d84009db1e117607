// What Pipedrive's answers mean: a document, or an error that says truly what happened. Pure functions; any
// thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::pipedrive {

// The answer's JSON document. Error: what the host said, or what Pipedrive's status and body say.
Result<json::value> document(Result<Response> const& reply);

// The same for a request that makes a record, with the record's id at "data.id". An answer of success that
// cannot be read is unknown_outcome: the record may well be there.
Result<json::value> created(Result<Response> const& reply);

// The app was not given the scope that this endpoint wants.
bool lacks_scope(Result<Response> const& reply);

// The number that Pipedrive wants where we carry ids as text; none: it is no number.
std::optional<std::int64_t> number_from(std::string_view id);

}  // namespace patchbay::pipedrive
