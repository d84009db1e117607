// A program that a test starts and talks to through pipes. Every wait has an end: a test fails instead of
// hanging. One thread may write while another reads; otherwise one thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace patchbay::test {

class ChildProcess {
 public:
  struct Options {
    std::vector<std::string> arguments;
    std::vector<std::pair<std::string, std::string>> environment;  // beside what the test itself has
    int stdin_fd = -1;                                             // instead of a pipe; stays the caller's
  };
  static constexpr std::chrono::milliseconds patience{20'000};

  explicit ChildProcess(std::filesystem::path const& program) : ChildProcess(program, Options()) {}
  ChildProcess(std::filesystem::path const& program, Options const& options);
  ~ChildProcess();  // kills the program if it still runs
  ChildProcess(ChildProcess const&) = delete;
  ChildProcess& operator=(ChildProcess const&) = delete;

  // False: the program does not read any more, or not in time.
  bool write(std::string_view bytes);
  bool write_frame(std::string_view text);
  // Blocks until the program has read everything that was written.
  bool wait_until_read();
  void close_stdin();

  // nullopt: the stream ended, or nothing came in time.
  std::optional<std::string> read_bytes(std::size_t count);
  std::optional<std::string> read_frame();
  std::optional<std::string> read_line();
  void close_stdout();

  void send_signal(int signal) const;
  // The exit status, 128 + n after signal n. nullopt: it still runs.
  std::optional<int> wait(std::chrono::milliseconds at_most = patience);
  pid_t pid() const { return pid_; }
  // What it has written to standard error so far.
  std::string errors() const;

 private:
  bool fill();  // reads what is there into received_

  pid_t pid_ = -1;
  int stdin_ = -1;
  int stdout_ = -1;
  int exit_ = -1;  // readable once the program has ended
  int stderr_ = -1;  // a file in memory
  std::string received_;
  std::size_t taken_ = 0;  // of received_
  std::optional<int> status_;
};

}  // namespace patchbay::test
