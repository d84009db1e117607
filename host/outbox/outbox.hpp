// Writes that must be neither lost nor doubled: what is wanted is on disk before submit() returns, and is
// brought to the CRM by threads of its own, again and again until the CRM has it or a person must act.
// Thread-safe; several processes may share a database.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <boost/json/object.hpp>

#include "base/clock.hpp"
#include "base/context.hpp"
#include "base/log.hpp"
#include "base/thread_annotations.hpp"
#include "outbox/backlog.hpp"
#include "outbox/ledger.hpp"
#include "outbox/queue.hpp"

namespace patchbay::outbox {

// What one delivery achieved: the CRM has everything that the entry wanted, or so much of it.
struct Delivered {
  std::string log_id;
  boost::json::object adapter_data;
  std::string body;  // the text as the CRM now has it
  // What of the wanted state the CRM has, when that may not be all: then the next delivery follows at once.
  std::optional<boost::json::object> so_far = {};
  // Nothing: the answer to a create was lost, and nobody but a person can look whether the CRM has the record.
  bool unseen = false;
};

// Who delivers: this process among the others on its database, and what it knows and we do not.
struct Courier {
  Courier();  // a name that nobody else has, and real chance

  std::string name;
  // Whether the process of this name lives; nothing: only its lease can tell.
  std::function<std::optional<bool>(std::string const& name)> alive;
  // What time it is at the CRM of this account; nothing: it has not said yet.
  std::function<std::optional<WallTime>(std::string const& account)> crm_time;
  std::function<double()> fraction;  // chance: from 0 to 1
};

class Outbox {
 public:
  // Brings the CRM to what the entry wants. `before_create` must be called before a create is sent, or a log
  // goes to another contact.
  using Deliver = std::function<Result<Delivered>(Entry const&, std::function<Result<void>()> before_create,
                                                  Context const&)>;
  // An entry has a new state. Called from the outbox's threads and from who calls it, without a lock.
  using Changed = std::function<void(Entry const&)>;

  Outbox(Database& database, Deliver deliver, Changed changed, Clock const& clock, Log const& log,
         Courier courier = Courier());
  ~Outbox();

  // Starts the threads, which also take up what an earlier process left. Once.
  void start();
  // Cancels deliveries that are under way and joins; they stay wanted. Idempotent.
  void stop();

  // Commits the change, then waits up to `wait` for the CRM. The entry tells what came of it: `logged`,
  // `pending` (it goes on by itself), or with the error `blocked`, `failed`, `set_aside`. Error: nothing was
  // accepted. REQUIRES: start() was called.
  Result<Entry> submit(Key const& key, boost::json::object const& change, bool may_create,
                       std::chrono::milliseconds wait, Context const& context);

  // A person wants this entry tried now, whatever it waited for. As submit(). Error: not_found.
  Result<Entry> retry(long long id, std::chrono::milliseconds wait, Context const& context);
  // As Backlog::drop(), after what this process is delivering has come to its end.
  Result<Entry> drop(long long id, Context const& context);

  // A person signed in again: what waited for that goes on.
  Result<void> unblock(std::string_view account);

 private:
  // Whether an entry is to be looked at once more.
  enum class Next { nothing, again, held_by_another };

  void run_scheduler();
  void run_worker();
  // Frees what dead processes held. True: living ones hold something.
  bool take_over();
  std::chrono::milliseconds until_next(bool others);
  void wake();

  void work_on(long long id, bool urgent);
  Next deliver_once(long long id, bool urgent);
  Next without_claim(long long id);
  // False: what came of it could not be written down.
  // `sent`: what went, if a create did, or a log to another contact.
  bool settle(Entry entry, Result<Delivered> const& outcome, std::optional<boost::json::object> const& sent);
  WallTime next_attempt(Entry const& entry, Error const& error, WallTime now) const;
  void pause(Entry const& entry, Error const& error);
  Result<Entry> deliver_now(long long id, std::chrono::milliseconds wait, Context const& context);

  Ledger ledger_;
  Backlog backlog_;
  Deliver const deliver_;
  Changed const changed_;
  Clock const& clock_;
  Log const& log_;
  Courier const courier_;
  Queue queue_;
  std::stop_source stop_;
  std::vector<std::jthread> workers_;
  std::jthread scheduler_;

  Mutex mutex_;
  std::condition_variable_any wake_;  // the scheduler has something to look at
  bool look_ GUARDED_BY(mutex_) = false;
};

}  // namespace patchbay::outbox
