#include "platform/open_url.hpp"

#include <cerrno>

#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/browser_url.hpp"

namespace patchbay::platform {
namespace {

// The shell puts the browser into the background and ends at once, so that no zombie of ours remains.
constexpr char start_browser[] = "command -v xdg-open >/dev/null || exit 127; xdg-open \"$1\" &";

// A child that has nothing of ours: no descriptor, no blocked or ignored signal, a session of its own.
int spawn_shell(pid_t& child, char* const* arguments) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&files, 3);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
  int const problem = posix_spawn(&child, "/bin/sh", &files, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return problem;
}

}  // namespace

Result<void> open_url(std::string const& url) {
  if (!may_be_opened(url))
    return fail(ErrorCode::invalid_params, "The sign-in address is no https address, so it was not opened.");
  std::string shell = "sh", option = "-c", script = start_browser, address = url;
  char* const arguments[] = {shell.data(), option.data(),  script.data(),
                             shell.data(), address.data(), nullptr};
  pid_t child = 0;
  int status = 0;
  if (spawn_shell(child, arguments) != 0) return fail(ErrorCode::unavailable, "No browser could be started.");
  while (::waitpid(child, &status, 0) < 0) {
    if (errno == EINTR) continue;
    return {};  // somebody else reaped it: it did start
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return fail(ErrorCode::unavailable, "No browser could be started: xdg-open is missing.");
  return {};
}

}  // namespace patchbay::platform
