#include "auth/api_key_source.hpp"

#include "store/credentials.hpp"

namespace patchbay {

Result<Credential> ApiKeySource::current(Context const&) {
  {
    Lock const lock(mutex_);
    if (!cached_.value.empty()) return Credential{cached_.header, cached_.value.copy(), cached_.generation};
  }
  return load();
}

Result<Credential> ApiKeySource::refreshed(std::string const& generation, Context const&) {
  auto stored = load();
  if (!stored || stored->generation != generation) return stored;
  return expire(parts_, id_, "The CRM no longer accepts this API key. Sign in again with a new one.");
}

Result<Credential> ApiKeySource::load() {
  auto const stored = load_credentials(parts_, id_);
  if (!stored) return stored.error();
  Secret value(form_.prefix + std::string(stored->api_key.view()));
  Lock const lock(mutex_);
  cached_ = Credential{form_.header, std::move(value), std::to_string(stored->generation)};
  return Credential{cached_.header, cached_.value.copy(), cached_.generation};
}

}  // namespace patchbay
