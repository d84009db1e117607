// The two pipes to the browser: bytes of frames come from stdin, frames go to a private duplicate of stdout.
// A signal that asks the program to end is turned into the end of stdin, so there is one way out. Stdin: one
// thread reads. The functions: see each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/clock.hpp"

namespace patchbay::platform {

// A file descriptor or a HANDLE.
using PipeHandle = std::intptr_t;

// Takes stdout away for frames and lets fd 1 point at stderr, so that a stray printf in a library cannot
// break a frame. Child processes do not inherit the result. REQUIRES: called once, before anything else in
// main.
PipeHandle claim_frame_pipe();

// Blocks until every byte is written. False: nobody reads any more. One thread at a time.
bool write_all(PipeHandle pipe, std::string_view bytes);

// A person started the program from a shell.
bool stdin_is_terminal();

class Stdin {
 public:
  // From here on SIGTERM, SIGINT and SIGHUP end the stream of bytes. REQUIRES: at most one at a time.
  Stdin();
  ~Stdin();
  Stdin(Stdin const&) = delete;
  Stdin& operator=(Stdin const&) = delete;

  // Blocks until bytes are there, the stream ends or `until` has passed. nullopt: the end; 0: the time has
  // passed.
  std::optional<std::size_t> read_some(std::span<char> into, SteadyTime until);

 private:
  PipeHandle wake_read_ = -1;
  PipeHandle wake_write_ = -1;
};

}  // namespace patchbay::platform
