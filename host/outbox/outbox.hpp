// Writes that must be neither lost nor doubled: what is wanted is on disk before submit() returns, and is brought to the CRM by
// threads of its own, again and again until the CRM has it or a person must act. Thread-safe; several processes may share a database.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <thread>

#include <boost/json/object.hpp>

#include "base/clock.hpp"
#include "base/context.hpp"
#include "base/log.hpp"
#include "base/thread_annotations.hpp"
#include "outbox/entry.hpp"
#include "outbox/ledger.hpp"

namespace boost::asio {
class thread_pool;
}

namespace patchbay::outbox {

// What one delivery achieved: the CRM has everything that the entry wanted.
struct Delivered {
  std::string log_id;
  boost::json::object adapter_data;
  std::string body;  // the text as the CRM now has it
};

class Outbox {
 public:
  // Brings the CRM to what the entry wants. `before_create` must be called before a create is sent.
  using Deliver = std::function<Result<Delivered>(Entry const&, std::function<Result<void>()> before_create, Context const&)>;
  // An entry has a new state. Called from the outbox's threads, without a lock.
  using Changed = std::function<void(Entry const&)>;

  Outbox(Ledger& ledger, Deliver deliver, Changed changed, Clock const& clock, Log const& log);
  ~Outbox();

  // Starts the threads, which also take up what an earlier process left. Once.
  void start();
  // Cancels deliveries that are under way and joins; they stay wanted. Idempotent.
  void stop();

  // Commits the change, then waits up to `wait` for the CRM. The entry tells what came of it: `logged`, `pending` (it goes on by
  // itself), `blocked` or `failed` (with the error). Error: nothing was accepted.
  // REQUIRES: start() was called.
  Result<Entry> submit(Key const& key, boost::json::object const& change, bool may_create, std::chrono::milliseconds wait,
                       Context const& context);

  // A person signed in again: what waited for that goes on.
  Result<void> unblock(std::string_view account);

 private:
  void run_scheduler(std::stop_token stop);
  void enqueue(long long id);
  void work_on(long long id);
  // True: call again at once, because more is wanted or somebody else held the entry.
  bool deliver_once(long long id, int round);
  // False: what came of it could not be written down.
  bool settle(Entry entry, Result<Delivered> const& outcome, bool create_sent);
  void wait_for(long long id, std::chrono::milliseconds wait, std::stop_token stop);

  Ledger& ledger_;
  Deliver const deliver_;
  Changed const changed_;
  Clock const& clock_;
  Log const& log_;
  std::string const owner_;  // of leases: unlike any other process's
  std::stop_source stop_;
  std::unique_ptr<boost::asio::thread_pool> workers_;
  std::jthread scheduler_;

  Mutex mutex_;
  std::condition_variable_any idle_;                // an entry left active_
  std::condition_variable_any wake_;                // the scheduler has something to look at
  std::set<long long> active_ GUARDED_BY(mutex_);   // queued or being delivered by this process
  std::set<long long> again_ GUARDED_BY(mutex_);    // changed meanwhile
  bool look_ GUARDED_BY(mutex_) = false;
};

}  // namespace patchbay::outbox
