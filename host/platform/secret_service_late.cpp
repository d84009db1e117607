// The desktop's keyring through libsecret. Every call is asynchronous underneath and waited for at most a few
// seconds, because a locked keyring asks its owner for a password, and the owner may be at lunch.
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include <libsecret/secret.h>
#include <openssl/crypto.h>

#include "platform/keyring_secret_service.hpp"

namespace patchbay::platform {
namespace {

constexpr std::chrono::milliseconds patience{4000};

SecretSchema const schema = {
    "io.patchbay.host",
    SECRET_SCHEMA_NONE,
    {{"folder", SECRET_SCHEMA_ATTRIBUTE_STRING}, {"name", SECRET_SCHEMA_ATTRIBUTE_STRING}, {nullptr, {}}},
    0,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr};

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

// What one asynchronous call leaves behind.
struct Pending {
  GAsyncResult* result = nullptr;
};

void on_result(GObject*, GAsyncResult* result, gpointer pending) {
  static_cast<Pending*>(pending)->result = static_cast<GAsyncResult*>(g_object_ref(result));
}

gboolean on_patience_over(gpointer over) {
  *static_cast<bool*>(over) = true;
  return G_SOURCE_REMOVE;
}

// Where the calls of one operation run, and how long all of them together may take. Made before what they
// return and so gone after it: GLib frees some of that from here.
class Loop {
 public:
  Loop() {
    g_main_context_push_thread_default(context_);
    g_source_set_callback(timer_, on_patience_over, &over_, nullptr);
    g_source_attach(timer_, context_);
  }
  ~Loop() {
    while (g_main_context_iteration(context_, FALSE)) continue;
    g_source_destroy(timer_);
    g_source_unref(timer_);
    g_main_context_pop_thread_default(context_);
    g_main_context_unref(context_);
  }
  Loop(Loop const&) = delete;
  Loop& operator=(Loop const&) = delete;

  // Starts a call and waits for it. Null: it takes too long. Such a call is abandoned, not cancelled, so that
  // a password prompt stays on the screen and the next attempt finds the keyring open; its few bytes stay
  // with it.
  Owned<GAsyncResult> wait_for(std::function<void(GAsyncReadyCallback, gpointer)> const& start) {
    auto* const pending = new Pending;
    start(on_result, pending);
    while (!pending->result && !over_) g_main_context_iteration(context_, TRUE);
    Owned<GAsyncResult> result(pending->result);
    if (result) delete pending;
    return result;
  }

 private:
  GMainContext* const context_ = g_main_context_new();
  GSource* const timer_ = g_timeout_source_new(static_cast<guint>(patience.count()));
  bool over_ = false;
};

Error unreachable() {
  return fail(ErrorCode::unavailable,
              "Your sign-ins are in the desktop's keyring, and the keyring does not answer. Start it, then "
              "try again.");
}

Error locked() {
  return fail(ErrorCode::unavailable, "The desktop's keyring is locked. Unlock it, then try again.");
}

// Drops GLib's error, which may name items.
void forget(GError*& error) { g_clear_error(&error); }

Owned<SecretService> service(Loop& loop) {
  auto const result = loop.wait_for(
      [](auto done, auto data) { secret_service_get(SECRET_SERVICE_OPEN_SESSION, nullptr, done, data); });
  GError* error = nullptr;
  Owned<SecretService> found(result ? secret_service_get_finish(result.get(), &error) : nullptr);
  forget(error);
  return found;
}

Owned<SecretCollection> default_keyring(Loop& loop, SecretService* service) {
  auto const result = loop.wait_for([service](auto done, auto data) {
    secret_collection_for_alias(service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, nullptr, done,
                                data);
  });
  GError* error = nullptr;
  Owned<SecretCollection> found(result ? secret_collection_for_alias_finish(result.get(), &error) : nullptr);
  forget(error);
  return found;
}

// Shows the password prompt at most once a minute, however many requests find the keyring locked.
bool may_ask() {
  static std::atomic<std::int64_t> next_ms{0};
  auto const now = g_get_monotonic_time() / 1000;
  auto next = next_ms.load();
  return now >= next && next_ms.compare_exchange_strong(next, now + 60'000);
}

bool unlock(Loop& loop, SecretService* service, SecretCollection* keyring) {
  if (!may_ask()) return false;
  GList objects{keyring, nullptr, nullptr};
  auto const result = loop.wait_for(
      [&](auto done, auto data) { secret_service_unlock(service, &objects, nullptr, done, data); });
  GList* opened = nullptr;
  GError* error = nullptr;
  int const count = result ? secret_service_unlock_finish(service, result.get(), &opened, &error) : 0;
  g_list_free_full(opened, g_object_unref);
  forget(error);
  return count > 0;
}

class SecretServiceKeyring final : public Keyring {
 public:
  explicit SecretServiceKeyring(std::string folder) : folder_(std::move(folder)) {}
  Result<std::optional<Secret>> get(std::string_view name) override;
  Result<void> set(std::string_view name, Secret const& value) override;
  Result<void> remove(std::string_view name) override;
  KeyringInfo describe() const override;

 private:
  // An item that a locked keyring hides looks like one that is not there: so the keyring is opened before
  // anything is looked up.
  static Result<Owned<SecretService>> opened(Loop& loop);

  std::string const folder_;
};

Result<Owned<SecretService>> SecretServiceKeyring::opened(Loop& loop) {
  auto found = service(loop);
  if (!found) return unreachable();
  auto const keyring = default_keyring(loop, found.get());
  if (!keyring) return unreachable();
  if (secret_collection_get_locked(keyring.get()) && !unlock(loop, found.get(), keyring.get()))
    return locked();
  return found;
}

Result<std::optional<Secret>> SecretServiceKeyring::get(std::string_view name) {
  Loop loop;
  auto const open = opened(loop);
  if (!open) return open.error();
  auto const result = loop.wait_for([this, name = std::string(name)](auto done, auto data) {
    secret_password_lookup(&schema, nullptr, done, data, "folder", folder_.c_str(), "name", name.c_str(),
                           nullptr);
  });
  if (!result) return locked();
  GError* error = nullptr;
  gchar* const value = secret_password_lookup_finish(result.get(), &error);
  bool const failed = error != nullptr;
  forget(error);
  if (failed) return unreachable();
  if (!value) return std::optional<Secret>();
  std::optional<Secret> secret(std::string{value});
  secret_password_free(value);
  return secret;
}

Result<void> SecretServiceKeyring::set(std::string_view name, Secret const& value) {
  Loop loop;
  auto const open = opened(loop);
  if (!open) return open.error();
  std::string text(value.view());  // ends with NUL, as libsecret wants it, which keeps a copy of its own
  auto const result = loop.wait_for([&, name = std::string(name)](auto done, auto data) {
    secret_password_store(&schema, SECRET_COLLECTION_DEFAULT, "Patchbay", text.c_str(), nullptr, done, data,
                          "folder", folder_.c_str(), "name", name.c_str(), nullptr);
  });
  OPENSSL_cleanse(text.data(), text.size());
  if (!result) return locked();
  GError* error = nullptr;
  bool const stored = secret_password_store_finish(result.get(), &error);
  forget(error);
  if (!stored) return unreachable();
  return {};
}

Result<void> SecretServiceKeyring::remove(std::string_view name) {
  Loop loop;
  auto const open = opened(loop);
  if (!open) return open.error();
  auto const result = loop.wait_for([this, name = std::string(name)](auto done, auto data) {
    secret_password_clear(&schema, nullptr, done, data, "folder", folder_.c_str(), "name", name.c_str(),
                          nullptr);
  });
  if (!result) return locked();
  GError* error = nullptr;
  secret_password_clear_finish(result.get(), &error);
  bool const failed = error != nullptr;
  forget(error);
  if (failed) return unreachable();
  return {};
}

KeyringInfo SecretServiceKeyring::describe() const {
  KeyringInfo info{"secret_service", "the desktop's keyring (Secret Service), folder " + folder_, ""};
  Loop loop;
  auto const found = service(loop);
  auto const keyring = found ? default_keyring(loop, found.get()) : nullptr;
  if (!keyring)
    info.warning = unreachable().message;
  else if (secret_collection_get_locked(keyring.get()))
    info.warning = locked().message;
  return info;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) bool patchbay_secret_service_present() {
  Loop loop;
  auto const found = service(loop);
  return found && default_keyring(loop, found.get());
}

extern "C" __attribute__((visibility("default"))) Keyring* patchbay_secret_service(char const* folder_id) {
  return new SecretServiceKeyring(folder_id);
}

}  // namespace patchbay::platform
