// The services on a database of their own, with two adapters in memory: "acme", which can do everything, and "tiny". A test may give
// acme another manifest. One thread sets it up; then as thread-safe as the services are.
#pragma once

#include <condition_variable>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "outbox/delivery.hpp"
#include "platform/keyring_file.hpp"
#include "service/call_logs.hpp"
#include "service/contacts.hpp"
#include "service/directory_methods.hpp"
#include "host/service/memory_adapter.hpp"
#include "service/message_logs.hpp"
#include "service/outbox_methods.hpp"
#include "service/sign_in.hpp"
#include "service/tasks.hpp"
#include "support/fake_clock.hpp"
#include "support/fake_crm.hpp"
#include "support/fake_http.hpp"
#include "support/print_result.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::test {

inline constexpr char acme_manifest[] = R"({
  "id": "acme", "name": "Acme", "version": "1",
  "auth": {
    "oauth": {"authorize_url": "https://login.acme.example/a?b=c", "token_url": "https://login.acme.example/t",
      "revoke_url": "https://login.acme.example/r", "client_authentication": "body",
      "redirect": {"host": "127.0.0.1", "path": "/callback", "ports": [53682]}},
    "api_key": {"header": "X-Key", "fields": [{"id": "apiKey", "label": "Key", "secret": true, "required": true},
      {"id": "team", "label": "Team", "required": true}, {"id": "desk", "label": "Desk"}]}},
  "regions": [{"id": "eu", "name": "Europe", "variables": {"tld": "eu"}}, {"id": "us", "name": "USA", "variables": {"tld": "com"}}],
  "base_url": {"oauth": "https://api.acme.{region.tld}", "api_key": "https://api.acme.{region.tld}"},
  "rate_buckets": [{"id": "all", "capacity": 100, "window_ms": 1000}],
  "contact_types": [{"id": "person", "name": "Person"}, {"id": "firm", "name": "Firm",
    "fields": [{"id": "city", "label": "City", "required": true}, {"id": "vat", "label": "VAT number"}]}],
  "related_records": [{"kind": "deal", "label": "Deal", "multiple": true, "group": "sale"}],
  "log": {"format": "text/plain", "max_body_bytes": 1000},
  "urls": {"contact": "https://acme.example/{contactType}/{contactId}", "log": "https://acme.example/log/{logId}"},
  "settings": [{"id": "tone", "label": "Tone", "type": "choice", "default": "calm",
      "choices": [{"id": "calm", "name": "Calm"}, {"id": "loud", "name": "Loud"}]},
    {"id": "quick", "label": "Quick", "type": "boolean", "default": false}, {"id": "sign", "label": "Sign", "type": "text", "default": ""}]
})";

inline constexpr char tiny_manifest[] = R"({
  "id": "tiny", "name": "Tiny", "version": "2",
  "auth": {"api_key": {"header": "Authorization", "prefix": "Token ", "fields": [{"id": "apiKey", "label": "Key"}]}},
  "base_url": {"api_key": "https://{hostname}/api"},
  "hostname": {"label": "Address", "help": "As in your browser", "allowed": ["tiny.example", "*.tiny.example"]},
  "contact_types": [{"id": "client", "name": "Client"}]
})";

// acme where a log may be with nobody, and tasks have an address.
inline std::string with_logs_of_nobody() {
  std::string text = acme_manifest;
  text.replace(text.find("\"max_body_bytes\": 1000"), 22, R"("max_body_bytes": 1000, "without_contact": true)");
  text.replace(text.find("\"urls\": {"), 9, R"("urls": {"task": "https://acme.example/task/{taskId}", )");
  return text;
}

class ServiceWorld {
 public:
  explicit ServiceWorld(std::string manifest = acme_manifest) : acme(0, std::move(manifest)) {
    settings.client_secret = [](std::string_view) -> Result<std::optional<Secret>> { return std::optional(Secret("not-a-secret")); };
    for (auto const* operation : {"callLog.create", "callLog.get", "callLog.update", "callLog.find", "messageLog.create",
                                  "messageLog.get", "messageLog.update", "messageLog.find", "attachment.create", "callContact.set",
                                  "task.create", "task.find"}) {
      acme.answer(operation, [this, operation](json::object const& params, MemoryAdapter::Get const&) {
        return crm.call("", operation, params, Context{});
      });
    }
    acme.answer("user.get", [](json::object const&, MemoryAdapter::Get const& get) -> Result<json::value> {
      auto const answer = get("/me");
      if (!answer) return answer.error();
      return json::parse(*answer);
    });
    tiny.reply("user.get", {{"id", "1"}, {"name", "Tina"}});
  }

  ~ServiceWorld() {  // as Application does: their threads call what is destroyed before them
    sync.stop();
    check.stop();
    outbox.stop();
  }

  // Loads the adapters and starts the outbox. After this, no more answers are given.
  void start() {
    registry.add_entry(acme.entry(), "acme");
    registry.add_entry(tiny.entry(), "tiny");
    REQUIRE(registry.refused().empty());
    outbox.start();
  }

  // A connection as a sign-in with a key leaves it. Returns its token.
  std::string connect(std::string const& platform, std::string const& user = "7") {
    Connection row;
    row.platform = platform;
    row.user_id = user;
    row.user = {{"id", user}, {"name", "Robin Ashby"}, {"email", ""}, {"timezoneName", "America/Los_Angeles"}};
    row.sign_in = "apiKey";
    row.region = platform == "acme" ? "eu" : "";
    row.hostname = "tiny.example";
    row.created_at = row.last_used_at = clock.wall_now();
    auto const id = Connections(database).upsert(row).value();
    Credentials credentials;
    credentials.api_key = Secret("key-of-a-test");
    CredentialStore(database).save(id, credentials, keys.sealing_key().value()).value();
    return live.token_for(row).value();
  }
  Connection connection(std::string const& platform, std::string const& user = "7") {
    return *Connections(database).find(platform, user).value();
  }

  RequestContext request() const { return {{clock.steady_now() + std::chrono::minutes(1), {}}, json::value(1)}; }

  std::vector<std::pair<std::string, json::object>> notified() const {
    Lock lock(mutex_);
    return notified_;
  }
  Notify notify() {
    return [this](std::string_view method, json::object params) {
      Lock lock(mutex_);
      notified_.emplace_back(method, std::move(params));
      came_.notify_all();
    };
  }
  // The params of the next notification of this name, which is taken; a test that waits in vain fails.
  json::object next(std::string_view method) {
    auto const until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    Lock lock(mutex_);
    for (;;) {
      for (auto at = notified_.begin(); at != notified_.end(); ++at) {
        if (at->first != method) continue;
        auto params = std::move(at->second);
        notified_.erase(at);
        return params;
      }
      if (came_.wait_until(lock, until) == std::cv_status::timeout) throw std::runtime_error("no " + std::string(method));
    }
  }

 private:  // before the services: their threads notify until they are destroyed
  mutable Mutex mutex_;
  std::condition_variable_any came_;
  std::vector<std::pair<std::string, json::object>> notified_ GUARDED_BY(mutex_);

 public:
  TempDir folder;
  FakeClock clock;
  platform::FileKeyring keyring{folder / "keys"};
  Database database{folder / "patchbay.db"};
  Keys keys{keyring, folder.path()};
  ScriptedClient engine;
  FakeCrm crm;  // what acme keeps its logs in
  MemoryAdapter acme;
  MemoryAdapter tiny{1, tiny_manifest};
  service::Settings settings;
  Registry registry{silent_log()};
  service::Ground ground{database, keys, registry, engine, settings, clock, silent_log()};
  service::Live live{ground, [](Connection const&) {}};
  outbox::Ledger ledger{database};
  outbox::Attachments attachments{database};
  outbox::Outbox outbox{database,
                        [this](outbox::Entry const& entry, outbox::BeforeCreate const& before, Context const& context) {
                          return outbox::deliver(entry, before, live, attachments, settings.sections, context);
                        },
                        [this](outbox::Entry const&) { outbox_methods.announce(); }, clock, silent_log()};
  directory::Directory directory{folder / "directory", "US", true};
  directory::Sync sync{directory, database, live, clock, silent_log(),
                       [this](Connection const& row, directory::Sync::Description const& now) {
                         notify()("directory.progress", service::directory_answer(row, now));
                       }};
  service::SignIn sign_in{ground, live, outbox, sync, notify(), [](std::string const&) {}};
  service::DirectoryLookup lookup{live, directory, ground};
  service::DirectoryCheck check{live, lookup, ground, notify()};
  service::ContactCreation creation{live, lookup, ground};
  service::Contacts contacts{live, settings, lookup, check, creation};
  service::DirectoryMethods directory_methods{ground, directory, sync};
  service::CallLogs call_logs{live, outbox, ledger, clock};
  service::MessageLogs message_logs{live, outbox, attachments};
  service::Tasks tasks{live, outbox, ledger};
  service::OutboxMethods outbox_methods{live, outbox, database, clock, notify()};
};

inline json::object object(std::string_view text) { return json::parse(text).as_object(); }

inline std::string name_of_error(Result<json::value> const& result) {
  return result ? "none" : std::string(name_of(result.error().code));
}

}  // namespace patchbay::test
