#include "auth/oauth_source.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "store/connections.hpp"
#include "store/leases.hpp"

namespace patchbay {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds refresh_timeout{30'000};
constexpr milliseconds lease_duration{60'000};     // longer than a refresh can take: two never overlap
constexpr std::chrono::seconds usual_silence{60};  // where a rate limit does not say how long it lasts
constexpr milliseconds lease_poll{100};
constexpr milliseconds follower_poll{50};  // how late a follower sees that its own request is over

// Held while this process refreshes; given back when it goes, or by itself when the process dies.
class RefreshLease {
 public:
  RefreshLease(TokenParts const& parts, ConnectionId id, std::string holder)
      : database_(parts.database),
        name_("refresh " + std::to_string(id)),
        holder_(std::move(holder)),
        taken_(take_lease(database_, name_, holder_, parts.clock.wall_now(), lease_duration)) {}
  ~RefreshLease() {
    // When this fails, the lease runs out by itself.
    if (taken_ && *taken_) (void)release_lease(database_, name_, holder_);
  }
  RefreshLease(RefreshLease const&) = delete;
  RefreshLease& operator=(RefreshLease const&) = delete;

  Result<bool> const& taken() const { return taken_; }

 private:
  Database& database_;
  std::string const name_;
  std::string const holder_;
  Result<bool> const taken_;
};

std::string generation_of(Credentials const& credentials) { return std::to_string(credentials.generation); }

// The waiting request is over; that says nothing about the token.
bool of_the_caller(Error const& error) {
  return error.code == ErrorCode::cancelled || error.code == ErrorCode::timeout;
}

bool asks_for_time(ErrorCode code) {
  return code == ErrorCode::unavailable || code == ErrorCode::rate_limited;
}

}  // namespace

// This thread's turn to refresh; it ends, with its failure, when it goes.
class OAuthSource::Turn {
 public:
  explicit Turn(OAuthSource& source) : source_(source) {}
  ~Turn() {
    Lock const lock(source_.mutex_);
    source_.refreshing_ = false;
    auto const now = source_.parts_.clock.steady_now();
    if (failure && failure->code == ErrorCode::rate_limited && now >= source_.silent_until_)
      source_.silent_until_ = now + failure->retry_after.value_or(usual_silence);
    source_.failure_ = std::move(failure);
    source_.refreshed_.notify_all();
  }
  Turn(Turn const&) = delete;
  Turn& operator=(Turn const&) = delete;

  std::optional<Error> failure;

 private:
  OAuthSource& source_;
};

OAuthSource::OAuthSource(TokenParts parts, ConnectionId id, OAuthClient client, CredentialForm form)
    : parts_(std::move(parts)),
      id_(id),
      client_(std::move(client)),
      form_(std::move(form)),
      holder_(make_state()) {}

Result<Credential> OAuthSource::current(Context const& context) {
  {
    Lock const lock(mutex_);
    if (token_ && !due(token_->refresh_at)) return credential_of(*token_);
  }
  auto stored = load_credentials(parts_, id_);
  if (!stored) return stored.error();
  if (!due(stored->refresh_at)) return adopt(std::move(stored));
  auto fresh = refreshed(generation_of(*stored), context);
  // It is due, not over: while the sign-in service cannot be reached or wants to be left alone, the old token
  // still serves, until the CRM says 401.
  if (!fresh && asks_for_time(fresh.error().code)) return adopt(std::move(stored));
  return fresh;
}

Result<Credential> OAuthSource::refreshed(std::string const& generation, Context const& context) {
  if (auto others = wait_for_turn(generation, context)) return std::move(*others);
  Turn turn(*this);
  auto outcome = adopt(refresh(generation, context));
  if (!outcome) turn.failure = outcome.error();
  return outcome;
}

std::optional<Result<Credential>> OAuthSource::wait_for_turn(std::string const& generation,
                                                             Context const& context) {
  Lock lock(mutex_);
  bool waited = false;
  while (refreshing_) {
    refreshed_.wait_for(lock, follower_poll);
    waited = true;
    if (auto const over = context.over(parts_.clock.steady_now())) return *over;
  }
  if (token_ && token_->generation != generation && !due(token_->refresh_at)) return credential_of(*token_);
  if (waited && failure_ && !of_the_caller(*failure_)) return *failure_;
  refreshing_ = true;
  return std::nullopt;
}

Credential OAuthSource::credential_of(Token const& token) const {
  return {form_.header, Secret(form_.prefix + std::string(token.access_token.view())), token.generation};
}

bool OAuthSource::due(std::optional<WallTime> refresh_at) const {
  return refresh_at && parts_.clock.wall_now() >= *refresh_at;
}

Result<Credential> OAuthSource::adopt(Result<Credentials> credentials) {
  if (!credentials) return credentials.error();
  Token token{std::move(credentials->access_token), credentials->refresh_at, generation_of(*credentials)};
  auto credential = credential_of(token);
  Lock const lock(mutex_);
  token_.emplace(std::move(token));
  return credential;
}

Result<Credentials> OAuthSource::refresh(std::string const& generation, Context const& context) const {
  while (true) {
    RefreshLease const lease(parts_, id_, holder_);
    if (!lease.taken()) return lease.taken().error();
    // Read after the lease is ours, or while somebody else has it: what they wrote is what counts.
    auto stored = load_credentials(parts_, id_);
    if (!stored) return stored.error();
    if (generation_of(*stored) != generation && !due(stored->refresh_at)) return stored;
    if (auto const silence = silence_wanted()) return *silence;
    if (*lease.taken()) return ask(std::move(*stored));
    auto const now = parts_.clock.steady_now();
    if (auto const over = context.over(now)) return *over;
    parts_.clock.wait_until(std::min(now + lease_poll, context.deadline), context.stop);
  }
}

std::optional<Error> OAuthSource::silence_wanted() const {
  Lock const lock(mutex_);
  return parts_.clock.steady_now() < silent_until_ ? failure_ : std::nullopt;
}

Result<Credentials> OAuthSource::ask(Credentials stored) const {
  auto const found = Connections(parts_.database).find(id_);
  if (!found) return found.error();
  std::optional<Connection> const& connection = *found;
  if (!connection) return fail(ErrorCode::auth_required, "This connection was signed out. Sign in again.");
  // Once said, never asked again: signing in makes the connection active.
  if (connection->state == ConnectionState::expired)
    return fail(ErrorCode::auth_required, connection->reason);
  if (stored.refresh_token.empty())
    return expire(parts_, id_, "The CRM's sign-in has run out and cannot be renewed. Sign in again.");
  auto client = client_.copy();
  auto const* const server = stored.client.if_contains("server");
  if (server && server->is_string()) {
    if (auto moved = use_server(client, server->get_string()); !moved) return moved.error();
  }
  // Not the caller's context: a refresh that is given up half-way may have used up the refresh token.
  Context const own{parts_.clock.steady_now() + refresh_timeout, {}};
  auto const replies = parts_.http.send({refresh_request(client, stored.refresh_token)}, own);
  if (!replies.front()) return replies.front().error();
  auto reply = parse_token_reply(*replies.front(), parts_.clock.wall_now());
  if (!reply) return refused(stored, reply.error());
  return keep(stored, std::move(*reply));
}

Result<Credentials> OAuthSource::keep(Credentials const& stored, TokenReply reply) const {
  auto const key = parts_.keys.sealing_key();
  if (!key) return key.error();
  auto const variables = token_variables(reply);
  auto fresh = credentials_from(std::move(reply), parts_.clock.wall_now());
  if (fresh.refresh_token.empty()) fresh.refresh_token = stored.refresh_token.copy();
  fresh.client = stored.client;
  auto const generation = CredentialStore(parts_.database).save(id_, fresh, *key);
  if (!generation) return generation.error();
  fresh.generation = *generation;
  auto const added = Connections(parts_.database).add_variables(id_, variables);
  if (added && *added && parts_.changed) parts_.changed(id_);
  return fresh;
}

Result<Credentials> OAuthSource::refused(Credentials const& stored, Error why) const {
  if (why.code != ErrorCode::auth_required) return why;
  // Somebody may have refreshed or signed in meanwhile, and so used up the token that we sent.
  auto again = load_credentials(parts_, id_);
  if (!again || again->generation != stored.generation) return again;
  auto error = expire(parts_, id_, why.message);
  error.remote = std::move(why.remote);
  return error;
}

}  // namespace patchbay
