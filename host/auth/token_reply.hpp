// What a token endpoint answers. Pure functions, any thread.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/secret.hpp"
#include "http/http.hpp"
#include "store/credentials.hpp"

namespace patchbay {

struct TokenReply {
  Secret access_token;
  Secret refresh_token;  // empty: the old one stays
  std::optional<std::chrono::seconds> expires_in;
  std::map<std::string, std::string>
      extras;          // its other texts and numbers ("api_domain"): the connection's variables "token.NAME"
  std::string server;  // of sign_in: the server that the redirect named; empty: none
};

// Reads any status, and errors that arrive with status 200. Error: auth_required when the code or the refresh
// token is no longer good, forbidden when the client itself is refused, rate_limited, unavailable, bad_reply.
Result<TokenReply> parse_token_reply(HttpResponse const& reply, WallTime now);

// Whether a token, or a key, may go into a header as it is: no blanks, nothing beyond ASCII.
bool fit_for_header(std::string_view token);

// What the store keeps of a reply. Refresh two minutes before the end, or half-way through a token that lives
// for less than four.
Credentials credentials_from(TokenReply reply, WallTime now);

// extras with "token." before each name.
std::map<std::string, std::string> token_variables(TokenReply const& reply);

}  // namespace patchbay
