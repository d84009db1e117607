#include "store/sealing.hpp"

#include <limits>
#include <memory>
#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/rand.h>

namespace patchbay {
namespace {

// A blob: one byte version, nonce, tag, then as many bytes as the plain text has.
constexpr char version = 1;
constexpr std::size_t key_bytes = 32, nonce_bytes = 12, tag_bytes = 16,
                      header_bytes = 1 + nonce_bytes + tag_bytes;

struct Free {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, Free>;

unsigned char const* bytes(std::string_view text) {
  return reinterpret_cast<unsigned char const*>(text.data());
}
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// OpenSSL fails here only for want of memory or by a defect of ours.
void must(int outcome) {
  if (outcome != 1) throw std::runtime_error("OpenSSL could not seal");
}

int length(std::string_view text) {
  if (text.size() > std::size_t(std::numeric_limits<int>::max()))
    throw std::length_error("too large to seal");
  return static_cast<int>(text.size());
}

void require_key(SealingKey const& key) {
  if (key.bytes.view().size() != key_bytes) throw std::invalid_argument("a sealing key has 32 bytes");
}

}  // namespace

std::string seal(Secret const& plain, std::string_view context, SealingKey const& key) {
  require_key(key);
  std::string blob(header_bytes + plain.view().size(), '\0');
  blob[0] = version;
  auto* const nonce = bytes(blob) + 1;
  must(RAND_bytes(nonce, nonce_bytes));
  Cipher const cipher(EVP_CIPHER_CTX_new());
  int written = 0;
  must(EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(key.bytes.view()), nonce));
  must(EVP_EncryptUpdate(cipher.get(), nullptr, &written, bytes(context), length(context)));
  must(EVP_EncryptUpdate(cipher.get(), bytes(blob) + header_bytes, &written, bytes(plain.view()),
                         length(plain.view())));
  must(EVP_EncryptFinal_ex(cipher.get(), bytes(blob) + header_bytes + written, &written));
  must(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, nonce + nonce_bytes));
  return blob;
}

Result<Secret> unseal(std::string_view blob, std::string_view context, SealingKey const& key) {
  require_key(key);
  auto const refused = fail(ErrorCode::auth_required,
                            "The stored sign-in cannot be opened with this machine's key. Sign in again.");
  if (blob.size() < header_bytes || blob[0] != version) return refused;
  auto const nonce = blob.substr(1, nonce_bytes), sealed = blob.substr(header_bytes);
  std::string tag(blob.substr(1 + nonce_bytes, tag_bytes)), plain(sealed.size(), '\0');
  Cipher const cipher(EVP_CIPHER_CTX_new());
  int written = 0;
  must(EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes(key.bytes.view()), bytes(nonce)));
  must(EVP_DecryptUpdate(cipher.get(), nullptr, &written, bytes(context), length(context)));
  must(EVP_DecryptUpdate(cipher.get(), bytes(plain), &written, bytes(sealed), length(sealed)));
  must(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, tag.data()));
  Secret opened(std::move(plain));
  // Only now is it known whether any of it is true.
  unsigned char rest[EVP_MAX_BLOCK_LENGTH];
  if (EVP_DecryptFinal_ex(cipher.get(), rest, &written) != 1) return refused;
  return opened;
}

}  // namespace patchbay
