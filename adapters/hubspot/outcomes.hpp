// The outcomes that an account gives its calls, and what a phone system's word means in HubSpot. Pure
// functions; any thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::hubspot {

// For User::variables: the account's own outcomes, from the answer of the dispositions; HubSpot's usual ones
// where that is none.
std::string outcomes_variable(Result<json::value> const& answer);

// The outcomes kept with the sign-in, as records of the kind "outcome".
std::vector<RelatedRecord> outcomes_of(Scope const& scope);

// hs_call_status. Without a result the duration says whether the call is over.
std::string call_status(std::string const& result, bool over);

// The id of the outcome that the result stands for; empty where the account has none for it.
std::string outcome_for(Scope const& scope, std::string const& result);

}  // namespace patchbay::hubspot
