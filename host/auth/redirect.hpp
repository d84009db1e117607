// What the CRM's redirect to this machine says. Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>

#include "auth/oauth.hpp"
#include "base/error.hpp"
#include "base/secret.hpp"

namespace patchbay {

struct Redirect {
  Secret code;
  std::string server;  // what the client's server_parameter names; empty: nothing
};

// Whether a request to the redirect address is the answer that we wait for, good or bad, rather than a stray
// or a forged one.
bool answers(std::string_view query, std::string_view state);

// Error: cancelled when the person declined, auth_required for another `state`, else what the CRM's error
// means.
Result<Redirect> parse_redirect(OAuthClient const& client, std::string_view query, std::string_view state);

}  // namespace patchbay
