#include "plugin/request_reader.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "plugin/abi_text.hpp"

namespace patchbay {
namespace {

constexpr std::size_t most_requests = 1000;  // in one batch: more is a defect, no plan
constexpr std::size_t size_in_1_0 =
    offsetof(patchbay_http_request, cost) + sizeof(patchbay_http_request::cost);

bool same_name(std::string_view left, std::string_view right) {
  auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [lower](char a, char b) { return lower(a) == lower(b); });
}

// Letters, digits and hyphens: what a method or a header's name is made of.
bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
}

// Without spaces and line ends: a target, and with spaces a header's value.
bool is_printable(std::string_view text, unsigned char least) {
  return std::all_of(text.begin(), text.end(), [least](unsigned char c) { return c >= least && c != 0x7F; });
}

// The credential and the host that it is for are the host's business: an adapter holds no secret.
bool is_reserved(std::string_view name, Manifest const& manifest) {
  if (manifest.api_key && same_name(name, manifest.api_key->header)) return true;
  if (manifest.oauth && same_name(name, manifest.oauth->header)) return true;
  for (std::string_view reserved :
       {"Authorization", "Proxy-Authorization", "Cookie", "Host", "Content-Length"}) {
    if (same_name(name, reserved)) return true;
  }
  return false;
}

std::string fault_in_header(HttpHeader const& header, Manifest const& manifest) {
  if (!is_token(header.name)) return "it has a header with a malformed name";
  if (is_reserved(header.name, manifest))
    return "it sets the header " + header.name + ", which is the host's";
  if (!is_printable(header.value, 0x20)) return "the header " + header.name + " has a line end in its value";
  return {};
}

std::string fault_in_request(HttpRequest const& request, Manifest const& manifest) {
  if (!is_token(request.method)) return "its method is malformed";
  if (request.url.empty() || !is_printable(request.url, 0x21))
    return "its target is empty or has a space or a line end in it";
  auto const known = [&](RateBucket const& bucket) { return bucket.id == request.bucket; };
  auto const& buckets = manifest.rate_buckets;
  if (!request.bucket.empty() && std::none_of(buckets.begin(), buckets.end(), known)) {
    return "its rate bucket '" + one_line(request.bucket) + "' is not in the manifest";
  }
  for (auto const& header : request.headers) {
    if (auto fault = fault_in_header(header, manifest); !fault.empty()) return fault;
  }
  return {};
}

HttpRequest copy_of(patchbay_http_request const& in) {
  HttpRequest out;
  out.method = view(in.method);
  out.url = view(in.target);
  out.body = view(in.body);
  out.bucket = view(in.bucket);
  out.cost = static_cast<int>(std::clamp<std::uint32_t>(in.cost, 1, std::numeric_limits<int>::max()));
  out.idempotent = (in.flags & PATCHBAY_HTTP_IDEMPOTENT) != 0;
  out.anonymous = (in.flags & PATCHBAY_HTTP_ANONYMOUS) != 0;
  for (std::size_t i = 0; i < in.header_count; ++i) {
    out.headers.push_back({std::string(view(in.headers[i].name)), std::string(view(in.headers[i].value))});
  }
  return out;
}

Error defect(std::size_t place, std::string const& what) {
  return fail(ErrorCode::invalid_params,
              "Request " + std::to_string(place + 1) + " of a batch was refused: " + what + ".");
}

}  // namespace

Result<std::vector<HttpRequest>> read_requests(patchbay_http_request const* const* requests,
                                               std::size_t count, Manifest const& manifest) {
  if (count > most_requests || (count > 0 && !requests)) {
    return fail(ErrorCode::invalid_params, "A batch of requests is too large or missing.");
  }
  std::vector<HttpRequest> batch;
  for (std::size_t i = 0; i < count; ++i) {
    if (!requests[i] || requests[i]->struct_size < size_in_1_0)
      return defect(i, "its struct_size is too small");
    if (requests[i]->header_count > 0 && !requests[i]->headers) return defect(i, "its headers are missing");
    batch.push_back(copy_of(*requests[i]));
    if (auto fault = fault_in_request(batch.back(), manifest); !fault.empty()) return defect(i, fault);
  }
  return batch;
}

}  // namespace patchbay
