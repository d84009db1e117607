// The page on which a person allows an application to use the CRM, and what follows from the answer. One
// thread at a time.
#pragma once

#include "crm/database.hpp"
#include "crm/http_server.hpp"
#include "crm/time_text.hpp"

namespace patchbay::crm {

// `query`: an authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3).
HttpExchangeResponse consent_page(HttpFields const& query);

// `form`: the same, and `decision`, "allow" or "deny". Sends the browser back to the application.
HttpExchangeResponse decide_consent(Database& database, HttpFields const& form, Time now);

}  // namespace patchbay::crm
