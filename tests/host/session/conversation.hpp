// A session and the browser at its other end, in one process. The test's thread is the one that reads;
// replies come in their order.
#pragma once

#include <condition_variable>
#include <deque>
#include <future>
#include <string>

#include <boost/json/parse.hpp>

#include "session/session.hpp"
#include "support/fake_clock.hpp"
#include "wire/frame.hpp"

namespace patchbay::test {

class Browser {
 public:
  bool take(std::string_view bytes) {
    Lock lock(mutex_);
    for (auto& frame : decoder_.feed(bytes)) replies_.push_back(std::move(frame.text));
    arrived_.notify_all();
    return true;
  }
  // Blocks until there is one; the test program has a time limit as a whole.
  boost::json::value next_reply() {
    Lock lock(mutex_);
    while (replies_.empty()) arrived_.wait(lock);
    auto text = std::move(replies_.front());
    replies_.pop_front();
    return boost::json::parse(text);
  }
  bool has_reply() {
    Lock lock(mutex_);
    return !replies_.empty();
  }

 private:
  Mutex mutex_;
  std::condition_variable_any arrived_;
  wire::FrameDecoder decoder_ GUARDED_BY(mutex_);
  std::deque<std::string> replies_ GUARDED_BY(mutex_);
};

struct Conversation {
  Router router;
  FakeClock clock;
  Browser browser;
  wire::FrameWriter writer{[this](std::string_view bytes) { return browser.take(bytes); }};
  Session session{router, writer, clock, silent_log()};

  // `members` is what stands beside "jsonrpc": R"("id":1,"method":"m")".
  bool say(std::string const& members) {
    return session.receive(wire::encode_frame(R"({"jsonrpc":"2.0",)" + members + "}"));
  }
};

// A method that comes back when the test opens it, and tells when it was entered.
class Gate {
 public:
  Result<boost::json::value> pass() {
    {
      Lock lock(mutex_);
      ++entered_;
      changed_.notify_all();
      while (!open_) changed_.wait(lock);
    }
    return boost::json::value("done");
  }
  void open() {
    Lock lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  void wait_until_entered(int times) {
    Lock lock(mutex_);
    while (entered_ < times) changed_.wait(lock);
  }

 private:
  Mutex mutex_;
  std::condition_variable_any changed_;
  bool open_ GUARDED_BY(mutex_) = false;
  int entered_ GUARDED_BY(mutex_) = 0;
};

}  // namespace patchbay::test
