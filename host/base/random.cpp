#include "base/random.hpp"

#include <stdexcept>

#include <openssl/rand.h>

namespace patchbay {

std::string random_bytes(std::size_t bytes) {
  std::string result(bytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(result.data()), static_cast<int>(bytes)) != 1) {
    throw std::runtime_error("The system gives no random numbers.");
  }
  return result;
}

std::string random_hex(std::size_t bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string result;
  for (unsigned char const byte : random_bytes(bytes)) {
    result.push_back(digits[byte >> 4]);
    result.push_back(digits[byte & 15]);
  }
  return result;
}

}  // namespace patchbay
