// The conversation with one extension: a frame becomes a job on the worker pool, its result a frame. Every
// request is answered exactly once. One thread (the one that reads) calls the functions; counters() is
// thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "session/in_flight.hpp"
#include "session/router.hpp"
#include "wire/frame.hpp"
#include "wire/frame_writer.hpp"
#include "wire/message.hpp"

namespace boost::asio {
class thread_pool;
}

namespace patchbay {

class Session {
 public:
  struct Counters {
    std::uint64_t requests;
    std::uint64_t errors;  // answers that are errors
    std::uint64_t in_flight;
  };

  static constexpr std::size_t workers = 16;

  // REQUIRES: all four outlive the session, and the router is complete.
  Session(Router const& router, wire::FrameWriter& writer, Clock const& clock, Log const& log);
  // REQUIRES: end() has returned true, or every method comes back; otherwise this blocks with it.
  ~Session();

  // False: nobody reads the answers any more.
  bool receive(std::span<char const> bytes);

  // Answers what has run out of time. REQUIRES: called again whenever next_deadline() has passed.
  bool expire();
  SteadyTime next_deadline() const { return in_flight_.next_deadline(); }

  // Asks every method to stop and waits for them; what does not come back is answered `cancelled`. False: a
  // worker is still busy, and the program can only be left by std::_Exit.
  bool end(std::chrono::milliseconds patience);

  Counters counters() const;

 private:
  bool receive_frame(wire::Frame const& frame);
  bool receive_request(wire::Request request);
  bool receive_notification(wire::Notification const& notification);
  void perform(Router::Route const& route, wire::Request const& request, RequestContext const& context,
               InFlight::Number number);
  std::string answer(boost::json::value const& id, Result<boost::json::value> result);
  std::string fault(wire::Fault const& fault);
  bool answer_all(std::vector<boost::json::value> const& ids, ErrorCode code, std::string const& message);

  Router const& router_;
  wire::FrameWriter& writer_;
  Clock const& clock_;
  Log const& log_;
  wire::FrameDecoder decoder_;
  InFlight in_flight_;
  std::atomic<std::uint64_t> requests_ = 0;
  std::atomic<std::uint64_t> errors_ = 0;
  std::unique_ptr<boost::asio::thread_pool> pool_;  // last: its threads use everything above
};

// Sends notifications through the writer, from any thread.
Notify notify_through(wire::FrameWriter& writer, Log const& log);

}  // namespace patchbay
