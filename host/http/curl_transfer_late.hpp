// One request on its way through curl: its options, what it sends, what it has got so far. Used on the curl
// thread only.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <curl/curl.h>

#include "http/curl_engine.hpp"
#include "http/curl_failure_late.hpp"
#include "http/http.hpp"

namespace patchbay {

struct ProxyChoice {
  std::optional<std::string> url;  // empty: without one. None: curl finds it in the environment
  std::string_view login;          // as CurlOptions::proxy_login says; empty: none is known
};

class Transfer {
 public:
  // REQUIRES: `options` and the login outlive it.
  Transfer(HttpRequest request, CurlOptions const& options, ProxyChoice proxy);
  Transfer(Transfer const&) = delete;
  Transfer& operator=(Transfer const&) = delete;

  CURL* handle() const { return handle_.get(); }
  // What came of it when curl says that it is done.
  Result<HttpResponse> finished(CURLcode code);
  // `timeout` or `cancelled`, unless that would hide a write that may have arrived.
  Error ended(ErrorCode why) const { return ended_early(why, failure(CURLE_OK)); }

 private:
  struct Cleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };

  void set_connection();
  void set_proxy();
  bool knows_login() const;
  void set_security();
  // How curl calls what is alike for the CRM and for a proxy with TLS.
  struct PeerOptions {
    CURLoption version, folder, file, choices;
  };
  void set_security_of(PeerOptions const& peer);
  void set_message();
  void set_headers();
  CurlFailure failure(CURLcode code) const;

  static std::size_t read_body(char* into, std::size_t size, std::size_t count, void* self);
  static int rewind_body(void* self, curl_off_t offset, int origin);
  static std::size_t take_body(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t take_header(char* data, std::size_t size, std::size_t count, void* self);
  static int note_sent(void* self, char* remote_ip, char* local_ip, int remote_port, int local_port);

  HttpRequest request_;
  CurlOptions const& options_;
  ProxyChoice const proxy_;
  std::string host_;
  std::unique_ptr<curl_slist, Cleanup> headers_;
  std::array<char, CURL_ERROR_SIZE> detail_{};
  std::shared_ptr<Distrust> distrust_ = std::make_shared<Distrust>();
  HttpResponse response_;
  std::size_t body_sent_ = 0;  // bytes
  bool sent_ = false;
  bool head_complete_ = false;
  bool too_large_ = false;
  std::unique_ptr<CURL, Cleanup> handle_;  // last, since it refers to what stands above
};

}  // namespace patchbay
