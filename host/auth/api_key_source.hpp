// The credential of a connection that signs in with an API key. Thread-safe.
#pragma once

#include "auth/token_parts.hpp"
#include "base/thread_annotations.hpp"
#include "http/authorize.hpp"

namespace patchbay {

class ApiKeySource final : public TokenSource {
 public:
  ApiKeySource(TokenParts parts, ConnectionId id, CredentialForm form)
      : parts_(std::move(parts)), id_(id), form_(std::move(form)) {}

  Result<Credential> current(Context const& context) override;
  // There is nothing to refresh: unless a new key was stored since, the connection is expired.
  Result<Credential> refreshed(std::string const& generation, Context const& context) override;

 private:
  Result<Credential> load();

  TokenParts const parts_;
  ConnectionId const id_;
  CredentialForm const form_;
  Mutex mutex_;
  Credential cached_ GUARDED_BY(mutex_);  // without a value until it is loaded
};

}  // namespace patchbay
