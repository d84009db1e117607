#include "http/curl_failure_late.hpp"

namespace patchbay {
namespace {

Error unavailable(std::string message) { return fail(ErrorCode::unavailable, std::move(message)); }

Error distrusted(CurlFailure const& failure) {
  if (failure.distrust.reason.empty())
    return unavailable("The certificate that " + failure.host +
                       " shows was made out to another name, so it is not trusted.");
  auto message =
      "The certificate that " + failure.host + " shows is not trusted: " + failure.distrust.reason + ".";
  if (!failure.distrust.issuer.empty())
    message += " It was issued by \"" + failure.distrust.issuer +
               "\". If that is your company's own authority, an administrator can add it to the trusted "
               "certificates.";
  return unavailable(std::move(message));
}

Error not_connected(CurlFailure const& failure) {
  auto const& host = failure.host;
  if (failure.proxy_status >= 400)
    return unavailable("The proxy refused to connect to " + host + " (status " +
                       std::to_string(failure.proxy_status) + ").");
  switch (failure.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return unavailable("The name " + host + " was not found. Check the network connection.");
    case CURLE_COULDNT_RESOLVE_PROXY:
      return unavailable("The name of the proxy was not found. Check the proxy settings.");
    case CURLE_PROXY:
      return unavailable("The proxy did not connect to " + host + ".");
    case CURLE_COULDNT_CONNECT:
      return unavailable(failure.refused ? "The connection to " + host + " was refused."
                                         : host + " could not be reached.");
    case CURLE_OPERATION_TIMEDOUT:
      return unavailable("The connection to " + host + " could not be made in time.");
    case CURLE_PEER_FAILED_VERIFICATION:
      return distrusted(failure);
    case CURLE_SSL_CACERT_BADFILE:
      return unavailable("The file with the trusted certificates cannot be read.");
    case CURLE_SSL_CONNECT_ERROR:
      return unavailable("No secure connection to " + host + " could be made: " + failure.detail + ".");
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return fail(ErrorCode::invalid_params,
                  "A request has an address that is not a proper http or https URL.");
    default:
      return unavailable("The connection to " + host + " failed: " + failure.detail + ".");
  }
}

bool nonsense(CURLcode code) {
  // UNSUPPORTED_PROTOCOL is what curl calls an answer without an HTTP status line.
  return code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_WEIRD_SERVER_REPLY ||
         code == CURLE_BAD_CONTENT_ENCODING;
}

}  // namespace

Error describe(CurlFailure const& failure) {
  if (!failure.sent) return not_connected(failure);
  if (failure.too_large)
    return fail(ErrorCode::bad_reply,
                "The answer of " + failure.host + " is larger than any answer should be.");
  // For a write that arrived "nonsense" would be a half-truth: it may well have been done.
  if (nonsense(failure.code) && failure.repeatable)
    return fail(ErrorCode::bad_reply, failure.host + " answered with something that is not proper HTTP.");
  return fail(ErrorCode::unknown_outcome,
              "The connection to " + failure.host + " broke before the answer was complete.");
}

Error ended_early(ErrorCode why, CurlFailure const& failure) {
  bool const late = why == ErrorCode::timeout;
  if (!failure.sent || failure.repeatable)
    return fail(why, late ? failure.host + " did not answer in time." : "The request was cancelled.");
  return fail(ErrorCode::unknown_outcome,
              failure.host +
                  (late ? " did not answer in time" : " had not answered when the request was cancelled") +
                  "; whether it acted is not known.");
}

}  // namespace patchbay
