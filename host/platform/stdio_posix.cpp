#include "platform/stdio.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace patchbay::platform {
namespace {

constexpr std::array ending_signals{SIGTERM, SIGINT, SIGHUP};

std::atomic<int> signal_pipe{-1};

extern "C" void wake_reader(int) {
  int const saved = errno;
  // A full pipe is as good as one more byte: the reader wakes either way.
  [[maybe_unused]] auto const written = write(signal_pipe.load(), "", 1);
  errno = saved;
}

void set_handler(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, nullptr);
}

// A descriptor that the parent closed would be given to the next file that is opened, and that file then take
// our output.
void open_missing_standard_descriptors() {
  while (true) {
    int const fd = open("/dev/null", O_RDWR);
    if (fd < 0) return;
    if (fd > STDERR_FILENO) {
      close(fd);
      return;
    }
  }
}

// pipe2() is not on macOS. Nobody starts a program between these calls.
bool make_pipe(std::array<int, 2>& ends) {
  if (pipe(ends.data()) != 0) return false;
  for (int const end : ends) {
    fcntl(end, F_SETFD, FD_CLOEXEC);
    fcntl(end, F_SETFL, O_NONBLOCK);
  }
  return true;
}

// For poll: -1 waits for ever. Rounded up, so that the caller does not find itself a moment too early again
// and again.
int milliseconds_until(SteadyTime until) {
  if (until == SteadyTime::max()) return -1;
  auto const now = std::chrono::steady_clock::now();
  if (until <= now) return 0;  // before the subtraction, which has no room for the earliest times
  auto const rest = std::chrono::ceil<std::chrono::milliseconds>(until - now);
  return static_cast<int>(std::clamp<long long>(rest.count(), 0, 60'000));
}

}  // namespace

PipeHandle claim_frame_pipe() {
  open_missing_standard_descriptors();
  std::signal(SIGPIPE, SIG_IGN);
  int const pipe = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (pipe < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
    throw std::runtime_error("Standard output cannot be duplicated.");
  return pipe;
}

bool write_all(PipeHandle pipe, std::string_view bytes) {
  while (!bytes.empty()) {
    auto const written = write(static_cast<int>(pipe), bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool stdin_is_terminal() { return isatty(STDIN_FILENO) == 1; }

Stdin::Stdin() {
  std::array<int, 2> ends{};
  if (!make_pipe(ends)) throw std::runtime_error("No pipe for signals can be made.");
  wake_read_ = ends[0];
  wake_write_ = ends[1];
  signal_pipe = ends[1];
  for (int const signal : ending_signals) set_handler(signal, wake_reader);
}

Stdin::~Stdin() {
  // From here on the program is ending anyway: a second signal must not cut the end short.
  for (int const signal : ending_signals) set_handler(signal, SIG_IGN);
  close(static_cast<int>(wake_read_));
  close(static_cast<int>(wake_write_));
}

std::optional<std::size_t> Stdin::read_some(std::span<char> into, SteadyTime until) {
  while (true) {
    std::array<pollfd, 2> ready{{{STDIN_FILENO, POLLIN, 0}, {static_cast<int>(wake_read_), POLLIN, 0}}};
    int const count = poll(ready.data(), ready.size(), milliseconds_until(until));
    if (count == 0) return 0;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 || ready[1].revents != 0) return std::nullopt;
    auto const bytes = read(STDIN_FILENO, into.data(), into.size());
    if (bytes > 0) return static_cast<std::size_t>(bytes);
    if (bytes == 0 || (errno != EINTR && errno != EAGAIN)) return std::nullopt;
  }
}

}  // namespace patchbay::platform
