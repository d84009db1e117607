// What the systems see differently about who may listen where. Thread-safe.
#pragma once

#include <cstdint>

namespace patchbay::platform {

// The port that `socket` is bound to next is its alone: while it listens, nobody else can on the same port.
// Connections that an earlier listener had there are in nobody's way, but on Windows as long as they are
// open. False: the system does not grant that.
bool claim_port(std::uintptr_t socket);

}  // namespace patchbay::platform
