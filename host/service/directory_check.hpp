// What was answered from the directory is checked with the CRM behind the answer; where the CRM says
// otherwise, the extension is told. Thread-safe: one thread of its own, which begins with the first check and
// leaves time between them, so that a page full of numbers does not use up the CRM's rate limit.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <string>
#include <thread>

#include <boost/json/array.hpp>

#include "base/thread_annotations.hpp"
#include "service/directory_lookup.hpp"
#include "session/router.hpp"

namespace patchbay::service {

class DirectoryCheck {
 public:
  static constexpr std::size_t most_waiting = 64;  // further ones are checked when they are asked again
  static constexpr std::chrono::milliseconds between{250};

  DirectoryCheck(Live& live, DirectoryLookup& lookup, Ground const& ground, Notify notify)
      : live_(live), lookup_(lookup), ground_(ground), notify_(std::move(notify)) {}
  ~DirectoryCheck() { stop(); }

  // `given` is what was answered. Nothing happens when the CRM was asked lately, or will be.
  void after_answer(LivePtr const& live, NumberQuestion const& question, boost::json::array given);
  // Cancels the check that is under way. Idempotent.
  void stop();

 private:
  struct Item {
    LivePtr live;
    NumberQuestion question;
    boost::json::array given;
  };
  void run(std::stop_token stop);
  bool take_next(Item& item, std::stop_token const& stop);
  void check(Item const& item, std::stop_token const& stop);

  Live& live_;
  DirectoryLookup& lookup_;
  Ground const ground_;
  Notify const notify_;
  Mutex mutex_;
  std::condition_variable_any wake_;
  std::deque<Item> waiting_ GUARDED_BY(mutex_);
  bool stopped_ GUARDED_BY(mutex_) = false;
  std::jthread thread_ GUARDED_BY(mutex_);
};

}  // namespace patchbay::service
