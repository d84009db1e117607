// Signed-in accounts, ready to be asked: from the extension's token to a connection, its adapter and its HTTP stack. Thread-safe.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "auth/keys.hpp"
#include "base/clock.hpp"
#include "base/crm.hpp"
#include "base/log.hpp"
#include "base/thread_annotations.hpp"
#include "http/authorize.hpp"
#include "http/http.hpp"
#include "http/server_clock.hpp"
#include "plugin/adapter.hpp"
#include "plugin/registry.hpp"
#include "service/settings.hpp"
#include "store/connections.hpp"
#include "store/credentials.hpp"

namespace patchbay::service {

// One account and what it takes to ask it. Immutable; shared by the requests that use it.
struct LiveConnection {
  Connection row;
  Adapter const& adapter;
  std::unique_ptr<TokenSource> tokens;
  std::unique_ptr<ServerClock> clock;  // the CRM's
  std::unique_ptr<HttpClient> http;

  std::string account() const { return row.platform + "/" + row.user_id; }
};

using LivePtr = std::shared_ptr<LiveConnection const>;

// A connection as it is stored, and what it takes to ask it.
struct Account {
  Connection row;
  Result<LivePtr> live;
};

// What the services stand on. All outlive them.
struct Ground {
  Database& database;
  Keys& keys;
  Registry const& registry;
  HttpClient& engine;
  Settings const& settings;
  Clock const& clock;
  Log const& log;
};

class Live final : public Crm {
 public:
  // Called when a connection's state changed by itself: its sign-in turned out to have ended, say. Without a lock.
  using Changed = std::function<void(Connection const&)>;

  Live(Ground const& ground, Changed changed) : ground_(ground), changed_(std::move(changed)) {}

  // Error: auth_required for a bad, expired or foreign token, or one whose connection was removed.
  Result<LivePtr> by_token(std::string_view token);
  // The connection that the method's `jwtToken` names. Error: as by_token(); invalid_params when it is missing.
  Result<LivePtr> named_in(boost::json::object const& params);
  // Error: auth_required when nobody is signed in to it.
  Result<LivePtr> by_account(std::string_view account);
  // Every connection; one that cannot be asked stands there with the reason.
  Result<std::vector<Account>> all();
  // Null: it is not installed, or the configuration has switched it off.
  Adapter const* adapter_for(std::string const& platform) const;
  Settings const& settings() const { return ground_.settings; }
  // The stored row alone, whether or not its adapter can be asked.
  Result<Connection> row_by_token(std::string_view token);
  // The token by which the extension names this connection.
  Result<std::string> token_for(Connection const& connection);

  // What time it is at the CRM of this account. Nothing: it has not said yet, or nobody is signed in.
  std::optional<WallTime> crm_time(std::string_view account);

  // What was built for this connection is not used again.
  void forget(ConnectionId id);

  // One operation of the connection's adapter; `unsupported` when it does not offer it. `params` gets its scope here.
  Result<boost::json::value> ask(LiveConnection const& live, std::string_view operation, boost::json::object params,
                                 Context const& context);

  Result<boost::json::value> call(std::string_view account, std::string_view operation, boost::json::object params,
                                  Context const& context) override;
  Result<bool> offers(std::string_view account, std::string_view operation) override;
  Result<LogRules> log_rules(std::string_view account) override;

 private:
  Result<Connection> row_of(std::string_view platform, std::string_view user_id);
  Result<LivePtr> live_for(Connection const& row);
  Result<LivePtr> build(Connection const& row);
  Result<std::unique_ptr<TokenSource>> tokens_for(Connection const& row, Manifest const& manifest);
  void row_changed(ConnectionId id);

  Ground const ground_;
  Changed const changed_;
  Mutex mutex_;
  std::map<ConnectionId, LivePtr> live_ GUARDED_BY(mutex_);
};

// What a person reads of a connection whose adapter is gone.
std::string missing_adapter(std::string const& platform);

// The scope that every operation carries: who is signed in, and how the adapter is set.
boost::json::object scope_of(Connection const& connection, Manifest const& manifest, PlatformSettings const& chosen);

// {contactId} and the like filled into a record's URL; empty when the manifest has none or a variable is
// missing. `contact` is whom the record is with.
std::string contact_url(LiveConnection const& live, std::string_view contact_id,
                        std::string_view contact_type);
std::string log_url(LiveConnection const& live, std::string_view log_id,
                    boost::json::object const& contact);
std::string task_url(LiveConnection const& live, std::string_view task_id,
                     boost::json::object const& contact);

// Whether a call log of this CRM may be with nobody.
bool logs_without_contact(Adapter const& adapter);

}  // namespace patchbay::service
