// Keeps the directories filled and fresh: one thread that goes from connection to connection, some pages at a
// time, and leaves as much time to others as it takes. A lease in the database lets one process do a
// connection at a time. Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "base/clock.hpp"
#include "base/crm.hpp"
#include "base/log.hpp"
#include "base/thread_annotations.hpp"
#include "directory/directory.hpp"
#include "store/connections.hpp"

namespace patchbay::directory {

class Sync {
 public:
  enum class State {
    off,          // the configuration says so
    unsupported,  // the CRM's adapter cannot list contacts: the directory knows whom it saw in answers
    waiting,      // for its first fill
    filling,
    ready,
  };
  struct Description {
    State state = State::off;
    Index::Status status;
    std::optional<Error> problem;  // why the last attempt of this process failed
  };
  // A directory has come further. Called from the sync's thread, without a lock.
  using Progressed = std::function<void(Connection const&, Description const&)>;

  Sync(Directory& directory, Database& database, Crm& crm, Clock const& clock, Log const& log,
       Progressed progressed);
  ~Sync() { stop(); }

  // Starts the thread. Once.
  void start();
  // Cancels what is under way, which goes on the next time. Idempotent.
  void stop();

  // Looks at the connections now: after a sign-in. Earlier failures keep nobody waiting.
  void wake();
  // Brings these up to date now, though they are fresh.
  void ask_for(std::set<ConnectionId> const& ids);
  // Nothing of a connection is kept.
  void forget(ConnectionId id);

  Description describe(Connection const& connection);

  // What the thread does: some pages of each connection that is due. Returns when to look again. For tests.
  SteadyTime round(std::stop_token const& stop);
  // Removes what is left of connections that are gone. For tests.
  void tidy();

 private:
  struct Trouble {
    Error error;
    int times = 0;  // in a row
    SteadyTime not_before;
  };
  void run(std::stop_token stop);
  bool is_due(Connection const& row, Index& index);
  // True: it has more to do.
  bool some_pages(Connection const& row, Index& index, std::stop_token const& stop);
  bool still_there(Connection const& row);
  bool take_turn(Connection const& row, SteadyTime& until);
  void settle(Connection const& row, Result<bool> const& step);
  void tell(Connection const& row);

  Directory& directory_;
  Database& database_;
  Crm& crm_;
  Clock const& clock_;
  Log const& log_;
  Progressed const progressed_;
  std::string const holder_;  // of leases: unlike any other process's
  SteadyTime told_{};         // of the thread alone
  std::jthread thread_;

  Mutex mutex_;
  std::condition_variable_any wake_;
  bool look_ GUARDED_BY(mutex_) = false;
  std::set<ConnectionId> asked_for_ GUARDED_BY(mutex_);
  std::map<ConnectionId, Trouble> trouble_ GUARDED_BY(mutex_);
};

std::string_view name_of(Sync::State state);

}  // namespace patchbay::directory
