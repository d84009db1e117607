#include "platform/open_url.hpp"

#include <cerrno>

#include <crt_externs.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include "platform/browser_url.hpp"

namespace patchbay::platform {
namespace {

// A child that has nothing of ours: no descriptor, a session of its own.
int spawn_open(pid_t& child, char* const* arguments) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_CLOEXEC_DEFAULT | POSIX_SPAWN_SETSID);
  int const problem = posix_spawn(&child, arguments[0], &files, &attributes, arguments, *_NSGetEnviron());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return problem;
}

}  // namespace

Result<void> open_url(std::string const& url) {
  if (!may_be_opened(url))
    return fail(ErrorCode::invalid_params, "The sign-in address is no https address, so it was not opened.");
  std::string program = "/usr/bin/open", address = url;  // ends as soon as the browser has the address
  char* const arguments[] = {program.data(), address.data(), nullptr};
  pid_t child = 0;
  int status = 0;
  if (spawn_open(child, arguments) != 0) return fail(ErrorCode::unavailable, "No browser could be started.");
  while (::waitpid(child, &status, 0) < 0) {
    if (errno == EINTR) continue;
    return {};  // somebody else reaped it: it did start
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return fail(ErrorCode::unavailable, "No browser could be started.");
  return {};
}

}  // namespace patchbay::platform
