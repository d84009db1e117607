// Random bytes that nobody can guess, from OpenSSL. Thread-safe.
#pragma once

#include <cstddef>
#include <string>

namespace patchbay {

// `bytes` random bytes. Throws std::runtime_error when the system has none to give, which leaves nothing to go on with.
std::string random_bytes(std::size_t bytes);

// The same in lower-case hexadecimal, two characters a byte.
std::string random_hex(std::size_t bytes);

}  // namespace patchbay
