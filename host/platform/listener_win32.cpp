#include "platform/listener.hpp"

#include <winsock2.h>

namespace patchbay::platform {

// What is called SO_REUSEADDR here would let any program of this user listen on the same port, and have the
// browser's answer in the place of the host that waits for it.
bool claim_port(std::uintptr_t socket) {
  BOOL const on = TRUE;
  return setsockopt(socket, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, reinterpret_cast<char const*>(&on), sizeof on) ==
         0;
}

}  // namespace patchbay::platform
