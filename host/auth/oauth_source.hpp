// The access token of one connection: loaded on first use, refreshed before it expires or after a 401, by one
// thread of one process at a time. A new refresh token is on disk before the access token that came with it
// is used. Thread-safe.
#pragma once

#include <condition_variable>
#include <optional>
#include <string>

#include "auth/oauth.hpp"
#include "auth/token_parts.hpp"
#include "auth/token_reply.hpp"
#include "base/thread_annotations.hpp"
#include "http/authorize.hpp"
#include "store/credentials.hpp"

namespace patchbay {

class OAuthSource final : public TokenSource {
 public:
  // `client` as at the sign-in; the server that its redirect named is taken from the store.
  OAuthSource(TokenParts parts, ConnectionId id, OAuthClient client, CredentialForm form);

  Result<Credential> current(Context const& context) override;
  Result<Credential> refreshed(std::string const& generation, Context const& context) override;

 private:
  class Turn;

  // What a request needs of the stored credentials.
  struct Token {
    Secret access_token;
    std::optional<WallTime> refresh_at;
    std::string generation;
  };

  Credential credential_of(Token const& token) const;
  bool due(std::optional<WallTime> refresh_at) const;
  Result<Credential> adopt(Result<Credentials> credentials);
  // What another thread's refresh brought. None: now it is this thread's turn.
  std::optional<Result<Credential>> wait_for_turn(std::string const& generation, Context const& context);
  // One refresh, by the one thread that may. Returns the credentials that are in the store then, whoever
  // refreshed them.
  Result<Credentials> refresh(std::string const& generation, Context const& context) const;
  // The rate limit of an earlier refresh that still holds.
  std::optional<Error> silence_wanted() const;
  Result<Credentials> ask(Credentials stored) const;
  Result<Credentials> keep(Credentials const& stored, TokenReply reply) const;
  Result<Credentials> refused(Credentials const& stored, Error why) const;

  TokenParts const parts_;
  ConnectionId const id_;
  OAuthClient const client_;
  CredentialForm const form_;
  std::string const holder_;  // our name in the lease

  mutable Mutex mutex_;
  std::condition_variable_any refreshed_;
  std::optional<Token> token_ GUARDED_BY(mutex_);
  bool refreshing_ GUARDED_BY(mutex_) = false;
  std::optional<Error> failure_ GUARDED_BY(mutex_);  // of the last refresh; none: it succeeded
  SteadyTime silent_until_ GUARDED_BY(mutex_){};     // nothing is asked before: a rate limit
};

}  // namespace patchbay
