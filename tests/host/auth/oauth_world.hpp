// A connection that is signed in by OAuth: token a1, refresh token r1, due in ten minutes. For tests of
// OAuthSource.
#pragma once

#include <optional>
#include <string>

#include "auth/oauth_source.hpp"
#include "host/auth/token_world.hpp"

namespace patchbay::test {

inline constexpr char token_url[] = "https://login.example/token";

inline OAuthClient some_client() {
  OAuthClient client;
  client.token_url = token_url;
  client.client_id = "app";
  return client;
}

inline Credentials credentials(std::string access, std::string refresh,
                               std::optional<WallTime> refresh_at = {}) {
  Credentials made;
  made.access_token = Secret(std::move(access));
  made.refresh_token = Secret(std::move(refresh));
  made.refresh_at = refresh_at;
  return made;
}

struct OAuthWorld : TokenWorld {
  OAuthWorld() : TokenWorld("oauth") {
    store(credentials("a1", "r1", clock.wall_now() + std::chrono::seconds(600)));
  }

  void expect_refresh(Result<HttpResponse> reply) { http.expect("POST", token_url, std::move(reply)); }
  std::size_t refreshes() const { return http.sent().size(); }
  std::string now_carried() { return std::string(source.current(context()).value().value.view()); }

  OAuthSource source{parts(), id, some_client(), {}};
};

inline HttpResponse const second_tokens =
    response(200, R"({"access_token":"a2","refresh_token":"r2","expires_in":3600})");

}  // namespace patchbay::test
