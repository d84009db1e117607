// The Http of a real call: hands the requests to the host over the C ABI. Lives for one call(), on its
// thread.
#pragma once

#include <cstddef>
#include <vector>

#include "abi/patchbay_adapter.h"
#include "patchbay/http.hpp"

namespace patchbay {
inline namespace sdk {
namespace detail {

inline patchbay_text borrow(std::string_view text) { return {text.data(), text.size()}; }
inline std::string copy(patchbay_text text) {
  return text.size ? std::string(text.data, text.size) : std::string();
}

// One request and the header table that it points to.
struct OutgoingRequest {
  std::vector<patchbay_http_header> headers;
  patchbay_http_request request;
};

inline OutgoingRequest outgoing(Request const& in) {
  OutgoingRequest out{};
  for (auto const& header : in.headers) out.headers.push_back({borrow(header.name), borrow(header.value)});
  out.request.struct_size = sizeof out.request;
  if (in.idempotent) out.request.flags |= PATCHBAY_HTTP_IDEMPOTENT;
  if (in.anonymous) out.request.flags |= PATCHBAY_HTTP_ANONYMOUS;
  out.request.method = borrow(in.method);
  out.request.target = borrow(in.target);
  out.request.headers = out.headers.data();  // stays where it is when `out` is moved
  out.request.header_count = out.headers.size();
  out.request.body = borrow(in.body);
  out.request.bucket = borrow(in.bucket);
  out.request.cost = in.cost;
  return out;
}

inline Result<Response> incoming(patchbay_http_response const& in) {
  if (in.failure != PATCHBAY_OK) return fail(in.failure, copy(in.failure_message));
  Response out;
  out.status = in.status;
  out.body = copy(in.body);
  for (std::size_t i = 0; i < in.header_count; ++i) {
    out.headers.push_back({copy(in.headers[i].name), copy(in.headers[i].value)});
  }
  return out;
}

class HostHttp final : public Http {
 public:
  HostHttp(patchbay_host const& host, patchbay_call* call) : host_(host), call_(call) {}

  std::vector<Result<Response>> send_all(std::vector<Request> requests) override {
    std::vector<OutgoingRequest> out;
    for (auto const& request : requests) out.push_back(outgoing(request));
    std::vector<patchbay_http_request const*> pointers;
    for (auto const& each : out) pointers.push_back(&each.request);

    patchbay_http_response const* const* responses = nullptr;
    patchbay_status const status = host_.http_exchange(call_, pointers.data(), pointers.size(), &responses);
    if (status != PATCHBAY_OK) return {requests.size(), fail(status, "The host did not send the request.")};
    std::vector<Result<Response>> results;
    for (std::size_t i = 0; i < requests.size(); ++i) results.push_back(incoming(*responses[i]));
    return results;
  }

 private:
  patchbay_host const& host_;
  patchbay_call* call_;
};

}  // namespace detail
}  // namespace sdk
}  // namespace patchbay
