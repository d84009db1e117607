// Requests to a CRM and its answers, and the one interface that every layer of the HTTP stack has. See
// http/stack.hpp for the order.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/context.hpp"
#include "base/error.hpp"

namespace patchbay {

struct HttpHeader {
  std::string name;
  std::string value;
};

struct HttpRequest {
  std::string method = "GET";
  std::string url;  // an adapter's target ("/api/v2/persons?..."), until the base_url layer makes it absolute
  std::vector<HttpHeader> headers;
  std::string body;
  std::string bucket;  // the rate bucket of the manifest that this request pays into; empty: the first one
  int cost = 1;        // in the bucket's own unit
  // May be sent again though the CRM may have acted; GET, HEAD, PUT and DELETE always may.
  bool idempotent = false;
  // Goes without the connection's credential: to a storage address that the CRM signed itself.
  bool anonymous = false;
};

struct HttpResponse {
  int status = 0;
  std::vector<HttpHeader> headers;  // in the order of arrival
  std::string body;                 // decompressed
  // The first header of this name in any case of letters; empty when there is none.
  std::string_view header(std::string_view name) const;
};

// Thread-safe: many workers send at the same time.
class HttpClient {
 public:
  virtual ~HttpClient() = default;
  // Sends all requests at the same time and blocks until each has its answer or its failure; the results
  // stand in the order of the requests. A failure is
  //   unavailable, timeout, cancelled   the CRM did not act, or it does no harm to send the request again
  //   unknown_outcome                   a write was sent, and nobody knows what became of it
  //   rate_limited, auth_required       the CRM refused, and did not act
  //   forbidden, invalid_params         a foreign host, or a malformed request: it was not sent
  //   bad_reply                         what came back is no answer
  virtual std::vector<Result<HttpResponse>> send(std::vector<HttpRequest> requests,
                                                 Context const& context) = 0;
};

}  // namespace patchbay
