#include "http/curl_failure_late.hpp"

namespace patchbay {
namespace {

Error unavailable(std::string message) { return fail(ErrorCode::unavailable, std::move(message)); }

// curl names to whom the certificate should have been made out: the host itself, or the proxy before it.
bool is_of_proxy(CurlFailure const& failure) {
  bool const names_another = failure.detail.find("target host name '") != failure.detail.npos &&
                             failure.detail.find("'" + failure.host + "'") == failure.detail.npos;
  return failure.proxy_distrusted || names_another;
}

Error distrusted(CurlFailure const& failure) {
  auto const& [reason, issuer, valid_from, valid_until, today] = failure.distrust;
  auto const shown =
      "The certificate that " + std::string(is_of_proxy(failure) ? "the proxy" : failure.host) + " shows ";
  if (reason.empty()) return unavailable(shown + "was made out to another name, so it is not trusted.");
  auto const clock = "this machine's clock, which says " + today + ", is wrong.";
  if (!valid_until.empty())
    return unavailable(shown + "expired on " + valid_until + ". Either the server's owner forgot it, or " +
                       clock);
  if (!valid_from.empty())
    return unavailable(shown + "is valid from " + valid_from + " only. Most likely " + clock);
  auto message = shown + "is not trusted: " + reason + ".";
  if (!issuer.empty())
    message += " It was issued by \"" + issuer +
               "\". If that is your company's own authority, an administrator can add it to the trusted "
               "certificates.";
  return unavailable(std::move(message));
}

Error proxy_wants_sign_in(CurlFailure const& failure) {
  return unavailable(failure.login_known
                         ? "The proxy does not accept the name and password that are stored for it. "
                           "An administrator can store others: patchbay-host --set-secret proxy."
                         : "The proxy asks for a name and a password. An administrator can name the proxy in "
                           "the policy and store them: patchbay-host --set-secret proxy.");
}

// What the proxy answered instead of a tunnel.
Error proxy_refused(CurlFailure const& failure) {
  auto const status = " (status " + std::to_string(failure.proxy_status) + ").";
  if (failure.proxy_status == 407 || failure.proxy_status == 401)  // the latter is tinyproxy's word for it
    return proxy_wants_sign_in(failure);
  if (failure.proxy_status >= 500) return unavailable("The proxy could not reach " + failure.host + status);
  return unavailable("The proxy does not let this machine reach " + failure.host + status +
                     " Whoever looks after the network can allow it.");
}

Error socks_refused(CurlFailure const& failure) {
  switch (failure.proxy_error) {
    case CURLPX_NO_AUTH:
    case CURLPX_USER_REJECTED: return proxy_wants_sign_in(failure);
    case CURLPX_REPLY_NOT_ALLOWED:
      return unavailable("The proxy does not let this machine reach " + failure.host +
                         ". Whoever looks after the network can allow it.");
    case CURLPX_REPLY_HOST_UNREACHABLE:
    case CURLPX_REPLY_NETWORK_UNREACHABLE:
    case CURLPX_REPLY_CONNECTION_REFUSED:
    case CURLPX_REPLY_TTL_EXPIRED: return unavailable("The proxy could not reach " + failure.host + ".");
    default: return unavailable("The proxy did not connect to " + failure.host + ".");
  }
}

// curl names whom it could not reach: the host itself, or the proxy before it.
bool proxy_is_away(CurlFailure const& failure) {
  return failure.detail.starts_with("Failed to connect to ") &&
         !failure.detail.starts_with("Failed to connect to " + failure.host + " ");
}

Error not_reached(CurlFailure const& failure) {
  if (proxy_is_away(failure))
    return unavailable("The proxy " +
                       std::string(failure.refused ? "refused the connection" : "could not be reached") +
                       ". Check the proxy settings.");
  return unavailable(failure.refused ? "The connection to " + failure.host + " was refused."
                                     : failure.host + " could not be reached.");
}

// The server's own refusal, or ours of what it chose.
bool speaks_old_tls(CurlFailure const& failure) {
  auto const says = [&](char const* words) { return failure.detail.find(words) != std::string::npos; };
  return says("unsupported protocol") || says("alert protocol version");
}

Error not_connected(CurlFailure const& failure) {
  auto const& host = failure.host;
  if (failure.proxy_status >= 400) return proxy_refused(failure);
  switch (failure.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return unavailable("The name " + host + " was not found. Check the network connection.");
    case CURLE_COULDNT_RESOLVE_PROXY:
      return unavailable("The name of the proxy was not found. Check the proxy settings.");
    case CURLE_PROXY: return socks_refused(failure);
    case CURLE_COULDNT_CONNECT: return not_reached(failure);
    case CURLE_OPERATION_TIMEDOUT:
      return unavailable("The connection to " + host + " could not be made in time.");
    case CURLE_PEER_FAILED_VERIFICATION: return distrusted(failure);
    case CURLE_SSL_CACERT_BADFILE:
      return unavailable("The file with the trusted certificates cannot be read (" + failure.detail + ").");
    case CURLE_SSL_CONNECT_ERROR:
      return unavailable("No secure connection to " + host + " could be made: " +
                         (speaks_old_tls(failure) ? "what answers there speaks nothing newer than TLS 1.1."
                                                  : failure.detail + "."));
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return fail(ErrorCode::invalid_params,
                  "A request has an address that is not a proper http or https URL.");
    default: return unavailable("The connection to " + host + " failed: " + failure.detail + ".");
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
