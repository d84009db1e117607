#include "http/curl_tls_late.hpp"

#include <algorithm>
#include <ctime>

#include <openssl/crypto.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

namespace patchbay {
namespace {

using Note = std::shared_ptr<Distrust>;

// A connection outlives the transfer that opened it, and may be verified again: so its context holds a share
// of the note.
int note_index() {
  static int const index = SSL_CTX_get_ex_new_index(
      0, nullptr, nullptr, nullptr,
      [](void*, void* note, CRYPTO_EX_DATA*, int, long, void*) { delete static_cast<Note*>(note); });
  return index;
}

// The name is whatever a stranger wrote into a certificate.
std::string printable(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < 0x20 || c > 0x7E; }, '?');
  return text;
}

std::string name_of(X509_NAME* name) {
  for (int const field : {NID_commonName, NID_organizationName}) {
    char text[128] = {};
    if (X509_NAME_get_text_by_NID(name, field, text, sizeof text) > 0) return printable(text);
  }
  return {};
}

std::string date(std::tm const& time) {
  char text[16] = {};
  std::strftime(text, sizeof text, "%Y-%m-%d", &time);
  return text;
}

std::string date(ASN1_TIME const* time) {
  std::tm parts{};
  return ASN1_TIME_to_tm(time, &parts) == 1 ? date(parts) : std::string("an unknown day");
}

std::string today() {
  auto const now = std::time(nullptr);
  std::tm parts{};
  return OPENSSL_gmtime(&now, &parts) ? date(parts) : std::string();
}

int verified(int trusted, X509_STORE_CTX* store) {
  if (trusted) return trusted;
  auto* const connection =
      static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto* const note = static_cast<Note*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(connection), note_index()));
  auto* const certificate = X509_STORE_CTX_get_current_cert(store);
  auto const why = X509_STORE_CTX_get_error(store);
  **note = Distrust();
  (*note)->reason = X509_verify_cert_error_string(why);
  if (!certificate) return trusted;
  (*note)->issuer = name_of(X509_get_issuer_name(certificate));
  if (why == X509_V_ERR_CERT_NOT_YET_VALID) (*note)->valid_from = date(X509_get0_notBefore(certificate));
  if (why == X509_V_ERR_CERT_HAS_EXPIRED) (*note)->valid_until = date(X509_get0_notAfter(certificate));
  (*note)->today = today();
  return trusted;
}

CURLcode watch(CURL*, void* context, void* note) {
  auto* const tls = static_cast<SSL_CTX*>(context);
  auto share = std::make_unique<Note>(*static_cast<Note*>(note));
  if (SSL_CTX_set_ex_data(tls, note_index(), share.get()) != 1) return CURLE_OUT_OF_MEMORY;
  share.release();  // the context deletes it
  SSL_CTX_set_verify(tls, SSL_VERIFY_PEER, &verified);
  return CURLE_OK;
}

}  // namespace

void note_distrust(CURL* handle, std::shared_ptr<Distrust>& distrust) {
  curl_easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, &watch);
  curl_easy_setopt(handle, CURLOPT_SSL_CTX_DATA, &distrust);
}

}  // namespace patchbay
