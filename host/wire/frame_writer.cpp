#include "wire/frame_writer.hpp"

#include <utility>

#include "wire/frame.hpp"

namespace patchbay::wire {

FrameWriter::FrameWriter(Write write) : write_(std::move(write)), thread_([this] { run(); }) {}

FrameWriter::~FrameWriter() {
  finish(std::chrono::milliseconds(0));
  thread_.join();
}

bool FrameWriter::send(std::string_view text) {
  if (text.size() > max_outgoing_bytes) return false;
  auto const frame = encode_frame(text);
  bool first = false;
  {
    Lock lock(mutex_);
    while (!closed_ && backlog() > patient_bytes) changed_.wait(lock);
    if (closed_) return false;
    first = queued_.empty();
    queued_ += frame;
  }
  if (first) changed_.notify_all();  // else the writer has been told, and takes all that waits
  return true;
}

bool FrameWriter::send_now(std::string_view text) {
  if (text.size() > max_outgoing_bytes) return false;
  auto const frame = encode_frame(text);
  Lock lock(mutex_);
  if (backlog() > urgent_bytes) closed_ = true;
  if (!closed_) queued_ += frame;
  changed_.notify_all();
  return !closed_;
}

bool FrameWriter::finish(std::chrono::milliseconds patience) {
  auto const until = std::chrono::steady_clock::now() + patience;
  Lock lock(mutex_);
  closed_ = true;
  changed_.notify_all();
  while (!broken_ && backlog() > 0) {
    if (changed_.wait_until(lock, until) == std::cv_status::timeout) break;
  }
  return broken_ || backlog() == 0;
}

void FrameWriter::run() {
  while (true) {
    auto const batch = next_batch();
    if (batch.empty()) return;
    batch_done(write_(batch));
  }
}

// Everything that waits, so that many small frames cost one write. Empty: there will be no more.
std::string FrameWriter::next_batch() {
  Lock lock(mutex_);
  while (queued_.empty() && !closed_) changed_.wait(lock);
  if (broken_) return {};
  being_written_ = queued_.size();
  return std::exchange(queued_, {});
}

void FrameWriter::batch_done(bool written) {
  Lock lock(mutex_);
  being_written_ = 0;
  if (!written) broken_ = closed_ = true;
  changed_.notify_all();
}

}  // namespace patchbay::wire
