// The engine and certificates.
#include <filesystem>
#include <fstream>

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <catch2/catch.hpp>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "http/curl_engine.hpp"
#include "raw_server.hpp"
#include "test_tools.hpp"

using namespace patchbay;
using namespace patchbay::test;
using namespace std::chrono_literals;
namespace ssl = boost::asio::ssl;

namespace {

template <class T, void (*release)(T*)>
struct Release {
  void operator()(T* thing) const { release(thing); }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY, EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509, X509_free>>;

// From when until when a certificate is good, from now on.
struct Validity {
  std::chrono::seconds from = -1h;
  std::chrono::seconds until = 1h;
};

// Made out to 127.0.0.1 and signed by itself, so that whoever trusts it needs no other.
Certificate self_signed(EVP_PKEY* key, Validity const& validity) {
  Certificate certificate(X509_new());
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), validity.from.count());
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), validity.until.count());
  auto* const name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<unsigned char const*>("Example Proxy Authority"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_set_pubkey(certificate.get(), key);
  std::unique_ptr<X509_EXTENSION, Release<X509_EXTENSION, X509_EXTENSION_free>> const address(
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1"));
  X509_add_ext(certificate.get(), address.get(), -1);
  X509_sign(certificate.get(), key, EVP_sha256());
  return certificate;
}

class TlsServer {
 public:
  explicit TlsServer(Validity const& validity = {}) {
    Key const key(EVP_EC_gen("P-256"));
    auto const certificate = self_signed(key.get(), validity);
    SSL_CTX_use_certificate(context_.native_handle(), certificate.get());
    SSL_CTX_use_PrivateKey(context_.native_handle(), key.get());
    std::unique_ptr<BIO, Release<BIO, BIO_free_all>> const text(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(text.get(), certificate.get());
    char* data = nullptr;
    auto const size = BIO_get_mem_data(text.get(), &data);
    std::ofstream(ca_file_, std::ios::binary).write(data, size);
  }
  ~TlsServer() { std::filesystem::remove(ca_file_); }

  void speak_no_later_than(int version) {
    SSL_CTX_set_security_level(context_.native_handle(), 0);
    SSL_CTX_set_max_proto_version(context_.native_handle(), version);
  }
  std::string ca_file() const { return ca_file_.string(); }
  std::string url(std::string_view host = "127.0.0.1") const { return server_.url("/", "https", host); }

 private:
  void serve(RawServer::Socket& socket) {
    ssl::stream<RawServer::Socket&> stream(socket, context_);
    boost::system::error_code error;
    stream.handshake(ssl::stream_base::server, error);
    if (error || read_request(stream).empty()) return;
    write_text(stream, ok_reply);
  }

  std::filesystem::path ca_file_ =
      std::filesystem::temp_directory_path() /
      ("patchbay-test-" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()) +
       ".pem");
  ssl::context context_{ssl::context::tls_server};
  RawServer server_{[this](RawServer::Socket& socket, int) { serve(socket); }};
};

// As a proxy that itself has a certificate: what it answers is what the CRM would.
std::string as_proxy(TlsServer const& server, std::string_view host = "127.0.0.1") {
  auto url = server.url(host);
  url.pop_back();
  return url;
}

Result<HttpResponse> send(std::string url, CurlOptions options) {
  return make_curl_engine(std::move(options))
      ->send({get(std::move(url))}, {std::chrono::steady_clock::now() + 30s, {}})[0];
}

}  // namespace

TEST_CASE("a certificate that nobody here knows is unavailable, with its reason and its issuer") {
  TlsServer const server;
  auto const error = send(server.url(), {}).error();
  CHECK(error.code == ErrorCode::unavailable);
  CHECK(error.message.starts_with(
      "The certificate that 127.0.0.1 shows is not trusted: self-signed certificate. "
      "It was issued by \"Example Proxy Authority\"."));
}

TEST_CASE("a certificate that the configuration trusts is good") {
  TlsServer const server;
  CHECK(send(server.url(), {.ca_file = server.ca_file()})->body == "ok");
}

TEST_CASE("a trusted certificate for another name is not good") {
  TlsServer const server;
  auto const error = send(server.url("localhost"), {.ca_file = server.ca_file()}).error();
  CHECK(error.code == ErrorCode::unavailable);
  CHECK(error.message.find("another name") != std::string::npos);
}

TEST_CASE("a certificate whose time is over, or has not come, says so and points at the clock") {
  auto const refusal = [](Validity const& validity) {
    TlsServer const server(validity);
    auto const error = send(server.url(), {.ca_file = server.ca_file()}).error();
    CHECK(error.code == ErrorCode::unavailable);
    return error.message;
  };
  auto const over = refusal({-48h, -24h});
  CHECK(over.starts_with("The certificate that 127.0.0.1 shows expired on 20"));
  CHECK(over.find("or this machine's clock, which says 20") != std::string::npos);
  auto const early = refusal({24h, 48h});
  CHECK(early.starts_with("The certificate that 127.0.0.1 shows is valid from 20"));
  CHECK(early.find("Most likely this machine's clock, which says 20") != std::string::npos);
}

TEST_CASE("nothing older than TLS 1.2 is spoken") {
  TlsServer server;
  server.speak_no_later_than(TLS1_1_VERSION);
  auto const error = send(server.url(), {.ca_file = server.ca_file()}).error();
  CHECK(error.code == ErrorCode::unavailable);
  CHECK(error.message ==
        "No secure connection to 127.0.0.1 could be made: what answers there speaks nothing newer than TLS 1.1.");
}

TEST_CASE("a file of certificates that is not there is named as the reason") {
  TlsServer const server;
  CHECK(send(server.url(), {.ca_file = "/nonexistent/authorities.pem"}).error().message ==
        "The file with the trusted certificates cannot be read (error setting certificate file: "
        "/nonexistent/authorities.pem).");
}

TEST_CASE("a proxy with a certificate is trusted by the same authorities as a CRM") {
  TlsServer const proxy;
  CHECK(send("http://crm.example/", {.ca_file = proxy.ca_file(), .proxy = as_proxy(proxy)})->body == "ok");
}

TEST_CASE("a proxy whose certificate is not trusted is told from a CRM") {
  TlsServer const proxy;
  auto const stranger = send("http://crm.example/", {.proxy = as_proxy(proxy)}).error();
  CHECK(stranger.code == ErrorCode::unavailable);
  CHECK(stranger.message.starts_with("The certificate that the proxy shows is not trusted: self"));
  auto const options = CurlOptions{.ca_file = proxy.ca_file(), .proxy = as_proxy(proxy, "localhost")};
  CHECK(send("http://crm.example/", options).error().message ==
        "The certificate that the proxy shows was made out to another name, so it is not trusted.");
}

TEST_CASE("a proxy speaks TLS 1.2 or later, as a CRM does") {
  TlsServer proxy;
  proxy.speak_no_later_than(TLS1_1_VERSION);
  auto const error =
      send("http://crm.example/", {.ca_file = proxy.ca_file(), .proxy = as_proxy(proxy)}).error();
  CHECK(error.code == ErrorCode::unavailable);
}
