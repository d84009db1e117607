#include "http/base_url.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <boost/algorithm/string/predicate.hpp>

#include "http/batch.hpp"

namespace patchbay {
namespace {

// A token of RFC 9110: what the name of a header and a method are made of.
bool token(std::string_view text) {
  auto const fits = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; });
}

// Credentials, and what only the connection may say about itself.
bool reserved(std::string_view name) {
  static constexpr std::array names{
      "authorization", "proxy-authorization", "cookie",  "host",   "content-length",
      "connection",    "transfer-encoding",   "upgrade", "expect", "accept-encoding"};
  return std::any_of(names.begin(), names.end(), [&](char const* reserved_name) {
    return boost::algorithm::iequals(name, reserved_name, std::locale::classic());
  });
}

std::optional<Error> fault(HttpRequest const& request) {
  if (!token(request.method))
    return fail(ErrorCode::invalid_params, "The adapter used an HTTP method that is none.");
  for (auto const& header : request.headers) {
    if (!token(header.name) || has_control(header.value))
      return fail(ErrorCode::invalid_params, "The adapter set a header that is malformed.");
    if (reserved(header.name))
      return fail(ErrorCode::forbidden, "The adapter may not set the header " + header.name + ".");
  }
  return std::nullopt;
}

}  // namespace

std::vector<Result<HttpResponse>> BaseUrl::send(std::vector<HttpRequest> requests, Context const& context) {
  auto results = unfilled(requests.size());
  std::vector<std::size_t> fit;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (auto const wrong = fault(requests[i])) {
      results[i] = *wrong;
      continue;
    }
    auto url = policy_.resolve(requests[i].url, requests[i].anonymous ? UrlPolicy::Credential::none
                                                                      : UrlPolicy::Credential::carried);
    if (!url) {
      results[i] = url.error();
      continue;
    }
    requests[i].url = std::move(*url);
    fit.push_back(i);
  }
  send_some(next_, requests, fit, results, context);
  return results;
}

}  // namespace patchbay
