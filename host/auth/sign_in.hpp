// A whole OAuth sign-in: browser, redirect, exchange of the code. Blocks; any thread.
#pragma once

#include <functional>
#include <string>

#include "auth/loopback.hpp"
#include "auth/oauth.hpp"
#include "auth/token_reply.hpp"

namespace patchbay {

// Opens the door at `form`, hands `on_url` the address that the person's browser must open, waits for the
// redirect, and exchanges its code through `http` (without the layers of a connection). Error: cancelled when
// the person declines or `context` is stopped, timeout, and those of Loopback::open, parse_redirect,
// use_server and parse_token_reply.
Result<TokenReply> sign_in(OAuthClient client, LoopbackForm const& form, HttpClient& http, Clock const& clock,
                           std::function<void(std::string const& url)> const& on_url, Context const& context);

}  // namespace patchbay
