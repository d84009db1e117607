#include "auth/sign_in.hpp"

#include <utility>

#include "auth/redirect.hpp"

namespace patchbay {

Result<TokenReply> sign_in(OAuthClient client, LoopbackForm const& form, HttpClient& http, Clock const& clock,
                           std::function<void(std::string const& url)> const& on_url,
                           Context const& context) {
  auto door = Loopback::open(form);
  if (!door) return door.error();
  client.redirect_uri = door->redirect_uri();
  auto const pkce = make_pkce();
  auto const state = make_state();
  on_url(authorize_link(client, pkce.challenge, state));
  auto const query =
      door->wait([&state](std::string_view candidate) { return answers(candidate, state); }, context);
  if (!query) return query.error();
  auto redirect = parse_redirect(client, *query, state);
  if (!redirect) return redirect.error();
  if (auto moved = use_server(client, redirect->server); !moved) return moved.error();
  auto const replies = http.send({token_request(client, redirect->code, pkce.verifier)}, context);
  if (!replies.front()) return replies.front().error();
  auto tokens = parse_token_reply(*replies.front(), clock.wall_now());
  if (tokens) tokens->server = std::move(redirect->server);
  return tokens;
}

}  // namespace patchbay
