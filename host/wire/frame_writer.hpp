// The only writer of the frame pipe. Frames wait in a bounded queue for a thread of its own, so that a
// browser that stops reading never blocks the thread that reads. Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

#include "base/thread_annotations.hpp"

namespace patchbay::wire {

class FrameWriter {
 public:
  // Blocks until the bytes are written. False: nobody reads any more.
  using Write = std::function<bool(std::string_view bytes)>;

  // Above the first, workers wait; above the second, the browser counts as gone. One frame always fits.
  static constexpr std::size_t patient_bytes = 4 * 1024 * 1024;
  static constexpr std::size_t urgent_bytes = 32 * 1024 * 1024;

  explicit FrameWriter(Write write);
  // REQUIRES: finish() has returned true, or `write` comes back; otherwise this blocks with it.
  ~FrameWriter();
  FrameWriter(FrameWriter const&) = delete;
  FrameWriter& operator=(FrameWriter const&) = delete;

  // For workers: waits while too much is queued. False: the frame is not sent, because the pipe is closed or
  // the text exceeds a frame.
  bool send(std::string_view text) EXCLUDES_LOCK(mutex_);
  // For the thread that reads: never waits. False as above; a queue that is full closes the pipe.
  bool send_now(std::string_view text) EXCLUDES_LOCK(mutex_);

  // Takes no more frames and waits until the queued ones are written. False: they were not, in this time.
  bool finish(std::chrono::milliseconds patience) EXCLUDES_LOCK(mutex_);

 private:
  void run() EXCLUDES_LOCK(mutex_);
  std::string next_batch() EXCLUDES_LOCK(mutex_);
  void batch_done(bool written) EXCLUDES_LOCK(mutex_);
  std::size_t backlog() const REQUIRES_LOCK(mutex_) { return queued_.size() + being_written_; }

  Write const write_;
  Mutex mutex_;
  std::condition_variable_any changed_;
  std::string queued_ GUARDED_BY(mutex_);          // whole frames, one after the other
  std::size_t being_written_ GUARDED_BY(mutex_) = 0;
  bool closed_ GUARDED_BY(mutex_) = false;         // takes no more frames
  bool broken_ GUARDED_BY(mutex_) = false;         // nobody reads: what is queued is lost
  std::thread thread_;                             // last: it uses everything above
};

}  // namespace patchbay::wire
