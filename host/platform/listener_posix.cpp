#include "platform/listener.hpp"

#include <sys/socket.h>

namespace patchbay::platform {

// Two that listen on one port are refused in any case; this is about the connections.
bool claim_port(std::uintptr_t socket) {
  int const on = 1;
  return setsockopt(static_cast<int>(socket), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0;
}

}  // namespace patchbay::platform
