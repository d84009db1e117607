#include "support/child_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern "C" {
#include <sys/pidfd.h>  // glibc 2.36 forgot to say that this is C
}

extern char** environ;

namespace patchbay::test {
namespace {

using Steady = std::chrono::steady_clock;

struct Pipe {
  int read_end = -1;
  int write_end = -1;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe2");
  return {ends[0], ends[1]};
}

void close_end(int& fd) {
  if (fd >= 0) close(fd);
  fd = -1;
}

bool wait_for(int fd, short events, Steady::time_point until) {
  auto const rest = std::chrono::ceil<std::chrono::milliseconds>(until - Steady::now()).count();
  pollfd ready{fd, events, 0};
  return rest > 0 && poll(&ready, 1, static_cast<int>(rest)) > 0;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (auto& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

std::vector<std::string> environment_with(std::vector<std::pair<std::string, std::string>> const& more) {
  std::vector<std::string> all;
  for (char** at = environ; *at; ++at) {
    std::string_view const entry = *at;
    bool replaced = false;
    for (auto const& [name, value] : more) replaced = replaced || entry.starts_with(name + "=");
    if (!replaced) all.emplace_back(entry);
  }
  for (auto const& [name, value] : more) all.push_back(name + "=" + value);
  return all;
}

pid_t spawn(std::filesystem::path const& program, ChildProcess::Options const& options,
            std::array<int, 3> const& fds) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (int fd = 0; fd < 3; ++fd)
    posix_spawn_file_actions_adddup2(&actions, fds[static_cast<std::size_t>(fd)], fd);

  // The test ignores SIGPIPE; the program must not inherit that, or it would look more robust than it is.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);

  std::vector<std::string> arguments{program.string()};
  arguments.insert(arguments.end(), options.arguments.begin(), options.arguments.end());
  auto environment = environment_with(options.environment);
  pid_t pid = -1;
  int const error = posix_spawn(&pid, program.c_str(), &actions, &attributes, pointers(arguments).data(),
                                pointers(environment).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::system_error(error, std::generic_category(), program.string());
  return pid;
}

}  // namespace

ChildProcess::ChildProcess(std::filesystem::path const& program, Options const& options)
    : stderr_(memfd_create("stderr", MFD_CLOEXEC)) {
  std::signal(SIGPIPE, SIG_IGN);
  auto input = options.stdin_fd >= 0 ? Pipe{} : make_pipe();
  auto output = make_pipe();
  int const child_stdin = options.stdin_fd >= 0 ? options.stdin_fd : input.read_end;
  pid_ = spawn(program, options, {child_stdin, output.write_end, stderr_});
  exit_ = pidfd_open(pid_, 0);
  close_end(input.read_end);
  close_end(output.write_end);
  stdin_ = input.write_end;
  stdout_ = output.read_end;
  if (stdin_ >= 0) fcntl(stdin_, F_SETFL, O_NONBLOCK);
}

ChildProcess::~ChildProcess() {
  close_stdin();
  close_stdout();
  if (!wait(std::chrono::milliseconds(0))) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  close_end(exit_);
  close_end(stderr_);
}

bool ChildProcess::write(std::string_view bytes) {
  auto const until = Steady::now() + patience;
  while (!bytes.empty()) {
    auto const written = ::write(stdin_, bytes.data(), bytes.size());
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EAGAIN || !wait_for(stdin_, POLLOUT, until)) return false;
  }
  return true;
}

bool ChildProcess::write_frame(std::string_view text) {
  auto const length = static_cast<std::uint32_t>(text.size());
  std::string bytes(sizeof length, '\0');
  std::memcpy(bytes.data(), &length, sizeof length);
  return write(bytes.append(text));
}

bool ChildProcess::wait_until_read() {
  auto const until = Steady::now() + patience;
  int waiting = 1;
  while (ioctl(stdin_, FIONREAD, &waiting) == 0 && waiting > 0 && Steady::now() < until)
    std::this_thread::yield();
  return waiting == 0;
}

void ChildProcess::close_stdin() { close_end(stdin_); }
void ChildProcess::close_stdout() { close_end(stdout_); }

bool ChildProcess::fill() {
  std::array<char, 64 * 1024> buffer;
  auto const count = ::read(stdout_, buffer.data(), buffer.size());
  if (count <= 0) return false;
  received_.erase(0, std::exchange(taken_, 0));
  received_.append(buffer.data(), static_cast<std::size_t>(count));
  return true;
}

std::optional<std::string> ChildProcess::read_bytes(std::size_t count) {
  auto const until = Steady::now() + patience;
  while (received_.size() - taken_ < count) {
    if (!wait_for(stdout_, POLLIN, until) || !fill()) return std::nullopt;
  }
  return received_.substr(std::exchange(taken_, taken_ + count), count);
}

std::optional<std::string> ChildProcess::read_frame() {
  std::uint32_t length = 0;
  auto const header = read_bytes(sizeof length);
  if (!header) return std::nullopt;
  std::memcpy(&length, header->data(), sizeof length);
  return read_bytes(length);
}

std::optional<std::string> ChildProcess::read_line() {
  std::string line;
  while (auto const byte = read_bytes(1)) {
    if (*byte == "\n") return line;
    line += *byte;
  }
  return std::nullopt;
}

void ChildProcess::send_signal(int signal) const {
  if (!status_) kill(pid_, signal);
}

std::optional<int> ChildProcess::wait(std::chrono::milliseconds at_most) {
  int status = 0;
  if (!status_) wait_for(exit_, POLLIN, Steady::now() + at_most);
  if (!status_ && waitpid(pid_, &status, WNOHANG) == pid_) {
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  return status_;
}

std::string ChildProcess::errors() const {
  std::string text;
  std::array<char, 4096> buffer;
  ssize_t count = 0;
  while ((count = pread(stderr_, buffer.data(), buffer.size(), static_cast<off_t>(text.size()))) > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return text;
}

}  // namespace patchbay::test
