#include "http/curl_transfer_late.hpp"

#include <algorithm>
#include <cstring>
#include <new>

#include <boost/system/error_code.hpp>

#include "http/repeatable.hpp"

namespace patchbay {
namespace {

std::string host_in(std::string const& url) {
  std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> const parsed(curl_url(), &curl_url_cleanup);
  char* host = nullptr;
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK ||
      curl_url_get(parsed.get(), CURLUPART_HOST, &host, 0) != CURLUE_OK)
    return {};
  std::string const text = host;
  curl_free(host);
  return text;
}

bool loopback(std::string_view host) {
  bool const numeric = host.find_first_not_of("0123456789.") == host.npos;
  return host == "localhost" || host == "[::1]" || (numeric && host.starts_with("127."));
}

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

Transfer::Transfer(HttpRequest request, CurlOptions const& options, ProxyChoice proxy)
    : request_(std::move(request)),
      options_(options),
      proxy_(std::move(proxy)),
      host_(host_in(request_.url)),
      handle_(curl_easy_init()) {
  if (!handle_) throw std::bad_alloc();
  set_connection();
  set_proxy();
  set_security();
  set_message();
  set_headers();
}

void Transfer::set_connection() {
  auto* const curl = handle();
  curl_easy_setopt(curl, CURLOPT_URL, request_.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_timeout.count()));
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  // One connection for a whole batch, once it is known to speak HTTP/2. Plain http never does: waiting to
  // learn it would cost a round.
  curl_easy_setopt(curl, CURLOPT_PIPEWAIT, request_.url.starts_with("https") ? 1L : 0L);
  curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, &note_sent);
  curl_easy_setopt(curl, CURLOPT_PREREQDATA, this);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail_.data());
}

void Transfer::set_proxy() {
  auto* const curl = handle();
  curl_easy_setopt(curl, CURLOPT_PROXYAUTH, static_cast<long>(CURLAUTH_ANY));
  if (loopback(host_)) {
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    return;
  }
  if (proxy_.url) curl_easy_setopt(curl, CURLOPT_PROXY, proxy_.url->c_str());
  if (options_.no_proxy) curl_easy_setopt(curl, CURLOPT_NOPROXY, options_.no_proxy->c_str());
  if (!knows_login()) return;
  auto const colon = proxy_.login.find(':');
  std::string const name(proxy_.login.substr(0, colon));
  std::string password(colon == proxy_.login.npos ? "" : proxy_.login.substr(colon + 1));
  curl_easy_setopt(curl, CURLOPT_PROXYUSERNAME, name.c_str());
  curl_easy_setopt(curl, CURLOPT_PROXYPASSWORD, password.c_str());
  Secret const wiped(std::move(password));
}

// A proxy that the system found may be anybody's.
bool Transfer::knows_login() const {
  bool const named = options_.proxy || !proxy_.url;
  return named && !proxy_.login.empty();
}

void Transfer::set_security() {
  set_security_of({CURLOPT_SSLVERSION, CURLOPT_CAPATH, CURLOPT_CAINFO, CURLOPT_SSL_OPTIONS});
  set_security_of(
      {CURLOPT_PROXY_SSLVERSION, CURLOPT_PROXY_CAPATH, CURLOPT_PROXY_CAINFO, CURLOPT_PROXY_SSL_OPTIONS});
  note_distrust(handle(), distrust_);
}

void Transfer::set_security_of(PeerOptions const& peer) {
  auto* const curl = handle();
  curl_easy_setopt(curl, peer.version, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options_.ca_file.empty()) {
    // A folder beside the file would keep curl from caching the parsed certificates: 18 ms of work for each
    // new connection.
    curl_easy_setopt(curl, peer.folder, static_cast<char*>(nullptr));
    curl_easy_setopt(curl, peer.file, options_.ca_file.c_str());
  } else {
    // Windows' own store, where an organisation's certificates are; elsewhere curl has a file built in.
    curl_easy_setopt(curl, peer.choices, static_cast<long>(CURLSSLOPT_NATIVE_CA));
  }
}

void Transfer::set_message() {
  auto* const curl = handle();
  curl_easy_setopt(curl, CURLOPT_USERAGENT, options_.user_agent.c_str());
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");  // whatever this curl can unpack
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
  if (request_.method == "HEAD") {
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  } else if (request_.method != "GET" || !request_.body.empty()) {
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, &read_body);
    curl_easy_setopt(curl, CURLOPT_READDATA, this);
    curl_easy_setopt(curl, CURLOPT_SEEKFUNCTION, &rewind_body);
    curl_easy_setopt(curl, CURLOPT_SEEKDATA, this);
  }
  // When a kept connection breaks without an answer, curl sends the request again by itself. That must not
  // happen to a write: rewind_body() refuses it, and one without a body gets a connection of its own.
  if (!repeatable(request_) && request_.body.empty()) curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
}

void Transfer::set_headers() {
  // Switches off what curl would add by itself.
  bool const typed = std::any_of(
      request_.headers.begin(), request_.headers.end(),
      [](HttpHeader const& header) { return curl_strequal(header.name.c_str(), "Content-Type"); });
  std::vector<std::string> lines{"Expect:"};
  if (!typed) lines.emplace_back("Content-Type:");
  // "Name;" is how curl wants a header without a value.
  for (auto const& header : request_.headers)
    lines.push_back(header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
  for (auto const& line : lines) {
    auto* const longer = curl_slist_append(headers_.get(), line.c_str());
    if (!longer) throw std::bad_alloc();
    if (!headers_) headers_.reset(longer);
  }
  curl_easy_setopt(handle(), CURLOPT_HTTPHEADER, headers_.get());
}

Result<HttpResponse> Transfer::finished(CURLcode code) {
  // curl is content with an answer that breaks off in the middle of its headers.
  if (code == CURLE_OK && !head_complete_) code = CURLE_GOT_NOTHING;
  if (code != CURLE_OK) return describe(failure(code));
  long status = 0;
  curl_easy_getinfo(handle(), CURLINFO_RESPONSE_CODE, &status);
  response_.status = static_cast<int>(status);
  return std::move(response_);
}

CurlFailure Transfer::failure(CURLcode code) const {
  CurlFailure failure;
  failure.code = code;
  failure.host = host_;
  failure.detail = detail_.data();
  failure.distrust = *distrust_;
  failure.sent = sent_;
  failure.repeatable = repeatable(request_);
  failure.too_large = too_large_;
  failure.login_known = knows_login();
  long proxy_error = 0;
  curl_easy_getinfo(handle(), CURLINFO_PROXY_ERROR, &proxy_error);
  failure.proxy_error = static_cast<CURLproxycode>(proxy_error);
  long system_error = 0;
  curl_easy_getinfo(handle(), CURLINFO_OS_ERRNO, &system_error);
  // Each system has a number of its own for it.
  boost::system::error_code const reason(static_cast<int>(system_error), boost::system::system_category());
  failure.refused = reason == boost::system::errc::connection_refused;
  curl_easy_getinfo(handle(), CURLINFO_HTTP_CONNECTCODE, &failure.proxy_status);
  long proxy_distrusted = 0;  // X509_V_OK
  curl_easy_getinfo(handle(), CURLINFO_PROXY_SSL_VERIFYRESULT, &proxy_distrusted);
  failure.proxy_distrusted = proxy_distrusted != 0;
  return failure;
}

std::size_t Transfer::read_body(char* into, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  auto const bytes = std::min(size * count, transfer.request_.body.size() - transfer.body_sent_);
  std::memcpy(into, transfer.request_.body.data() + transfer.body_sent_, bytes);
  transfer.body_sent_ += bytes;
  return bytes;
}

int Transfer::rewind_body(void* self, curl_off_t offset, int origin) {
  auto& transfer = *static_cast<Transfer*>(self);
  if (!repeatable(transfer.request_) || offset != 0 || origin != SEEK_SET) return CURL_SEEKFUNC_FAIL;
  transfer.body_sent_ = 0;
  return CURL_SEEKFUNC_OK;
}

std::size_t Transfer::take_body(char* data, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  auto const bytes = size * count;
  transfer.too_large_ = transfer.response_.body.size() + bytes > transfer.options_.max_body_bytes;
  if (transfer.too_large_) return 0;
  transfer.response_.body.append(data, bytes);
  return bytes;
}

std::size_t Transfer::take_header(char* data, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  auto& headers = transfer.response_.headers;
  std::string_view const line(data, size * count);
  auto const colon = line.find(':');
  // A status line begins a new set: what came before belonged to an interim answer (100, 103).
  if (line.starts_with("HTTP/")) {
    headers.clear();
    transfer.head_complete_ = false;
  } else if (trimmed(line).empty()) {
    transfer.head_complete_ = true;
  } else if (colon != line.npos) {
    headers.push_back(
        {std::string(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1)))});
  }
  return line.size();
}

int Transfer::note_sent(void* self, char*, char*, int, int) {
  static_cast<Transfer*>(self)->sent_ = true;
  return CURL_PREREQFUNC_OK;
}

}  // namespace patchbay
