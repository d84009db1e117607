#include "platform/win32.hpp"

namespace patchbay::platform {

DWORD once_free(std::function<DWORD()> const& attempt, std::function<void(DWORD)> const& wait) {
  DWORD error = attempt();
  for (DWORD pause = 2; pause < 1000; pause *= 2) {
    if (error != ERROR_SHARING_VIOLATION && error != ERROR_ACCESS_DENIED) return error;
    wait(pause);
    error = attempt();
  }
  return error;
}

}  // namespace patchbay::platform
