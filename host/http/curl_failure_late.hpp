// What went wrong when curl brought no answer, in our vocabulary and in plain words. A pure function.
#pragma once

#include <string>

#include <curl/curl.h>

#include "base/error.hpp"
#include "http/curl_tls_late.hpp"

namespace patchbay {

struct CurlFailure {
  CURLcode code = CURLE_OK;
  std::string host;    // of the request
  std::string detail;  // curl's own words
  Distrust distrust;
  bool sent = false;                      // the request may have left
  bool repeatable = false;                // it may be sent twice
  bool too_large = false;                 // we gave up because the answer was too large
  bool refused = false;                   // nobody listens there
  long proxy_status = 0;                  // what the proxy answered when it was asked for a tunnel
  CURLproxycode proxy_error = CURLPX_OK;  // of a SOCKS proxy
  bool proxy_distrusted = false;          // nobody whom we trust issued the certificate of the proxy
  bool login_known = false;               // the proxy got a name and a password
};

Error describe(CurlFailure const& failure);

// The request ended because its deadline passed (`timeout`) or somebody cancelled it (`cancelled`).
Error ended_early(ErrorCode why, CurlFailure const& failure);

}  // namespace patchbay
