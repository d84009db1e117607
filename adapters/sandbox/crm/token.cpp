#include "crm/token.hpp"

#include <array>
#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/rand.h>

namespace patchbay::crm {

namespace {

using Bytes = std::array<unsigned char, 32>;

std::string base64url(Bytes const& bytes) {
  unsigned char text[48] = {};
  auto const size = EVP_EncodeBlock(text, bytes.data(), bytes.size());
  std::string out(reinterpret_cast<char const*>(text), static_cast<std::size_t>(size));
  for (auto& c : out) {
    if (c == '+') c = '-';
    if (c == '/') c = '_';
  }
  return out.substr(0, out.find('='));
}

}  // namespace

std::string random_token() {
  Bytes bytes;
  if (RAND_bytes(bytes.data(), bytes.size()) != 1) throw std::runtime_error("The system has no randomness.");
  return base64url(bytes);
}

std::string sha256(std::string_view text) {
  Bytes bytes;
  if (EVP_Digest(text.data(), text.size(), bytes.data(), nullptr, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("SHA-256 is not available.");
  }
  return base64url(bytes);
}

}  // namespace patchbay::crm
