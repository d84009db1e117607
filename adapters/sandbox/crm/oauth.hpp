// Who may call the API: an API key, or OAuth 2 (authorization code with PKCE, refresh with rotation,
// revocation). One thread at a time.
#pragma once

#include "crm/database.hpp"
#include "crm/problem.hpp"
#include "crm/time_text.hpp"

namespace patchbay::crm {

inline constexpr std::string_view api_key = "sandbox";
inline constexpr std::string_view client_id = "patchbay";

struct Access {
  bool may_write = false;
  std::string credential;  // tells one caller from another; no secret
};

// By X-Api-Key or "Authorization: Bearer". Problem: 401.
Result<Access> access_of(Database& database, HttpExchangeRequest const& request, Time now);

// REQUIRES: the path begins with "/oauth/".
HttpExchangeResponse answer_oauth(Database& database, HttpExchangeRequest const& request, Time now);

}  // namespace patchbay::crm
