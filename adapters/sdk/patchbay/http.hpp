// Requests to the CRM and its answers, as an adapter sees them. The host adds the base URL and the
// credential, waits for rate limits, repeats what may be repeated, and never shows 401, 429 or 5xx. An Http
// is used on the thread of its call only.
#pragma once

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "patchbay/error.hpp"

namespace patchbay {
inline namespace sdk {

struct Header {
  std::string name;
  std::string value;
};

// Everything but letters, digits and "-._~" as %XX: for one segment of a path or one value of a query.
inline std::string percent_encoded(std::string_view text) {
  constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  for (unsigned char const c : text) {
    bool const plain = (c < 0x80 && std::isalnum(c)) || c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) out += static_cast<char>(c);
    if (!plain) out += {'%', hex[c >> 4], hex[c & 15]};
  }
  return out;
}

// Made by get(), post(), ... and added to: get("/v2/persons").query("term", digits).pays(20).
struct Request {
  std::string method = "GET";
  std::string
      target;  // below the base URL, or an absolute URL on a host that the manifest allows (a paging link)
  std::vector<Header> headers;
  std::string body;
  std::string bucket;  // a rate bucket of the manifest; empty: the first one
  std::uint32_t cost = 1;
  bool idempotent = false;
  bool anonymous = false;

  Request& query(std::string_view name, std::string_view value) {
    target += (target.find('?') == std::string::npos ? '?' : '&') + percent_encoded(name) + '=' +
              percent_encoded(value);
    return *this;
  }
  Request& header(std::string name, std::string value) {
    headers.push_back({std::move(name), std::move(value)});
    return *this;
  }
  Request& json(boost::json::value const& value) {
    body = boost::json::serialize(value);
    return header("Content-Type", "application/json");
  }
  // What the request costs in the rate bucket `from`.
  Request& pays(std::uint32_t units, std::string from = {}) {
    cost = units;
    bucket = std::move(from);
    return *this;
  }
  // May be sent again though the CRM may have acted on it: a search by POST. GET, HEAD, PUT and DELETE always
  // may.
  Request& repeatable() {
    idempotent = true;
    return *this;
  }
  // Goes without the credential: to a storage address that the CRM signed itself, on a host that the manifest
  // allows.
  Request& without_credential() {
    anonymous = true;
    return *this;
  }
};

inline Request request(std::string method, std::string target) {
  Request made;
  made.method = std::move(method);
  made.target = std::move(target);
  return made;
}
inline Request get(std::string target) { return request("GET", std::move(target)); }
inline Request post(std::string target) { return request("POST", std::move(target)); }
inline Request put(std::string target) { return request("PUT", std::move(target)); }
inline Request patch(std::string target) { return request("PATCH", std::move(target)); }
inline Request delete_(std::string target) { return request("DELETE", std::move(target)); }

struct Response {
  int status = 0;  // 200-499, never 401 and never 429
  std::vector<Header> headers;
  std::string body;

  bool ok() const { return status >= 200 && status < 300; }

  // The first header of this name in any case of letters; empty when there is none.
  std::string_view header(std::string_view name) const& {
    auto const same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
    for (auto const& each : headers) {
      if (std::equal(each.name.begin(), each.name.end(), name.begin(), name.end(), same)) return each.value;
    }
    return {};
  }
  std::string_view header(std::string_view) const&& = delete;

  // The body's document; PATCHBAY_BAD_REPLY when it is none.
  Result<boost::json::value> json() const {
    boost::json::error_code fault;
    auto document = boost::json::parse(body, fault);
    if (fault) return fail(PATCHBAY_BAD_REPLY, "The CRM's answer is no JSON.");
    return document;
  }
};

class Http {
 public:
  virtual ~Http() = default;

  // Sends all requests at the same time; the results stand in the order of the requests. A failure (no
  // answer, cancelled, signed out) is the host's: hand it on as it is.
  virtual std::vector<Result<Response>> send_all(std::vector<Request> requests) = 0;

  Result<Response> send(Request request) {
    std::vector<Request> one;
    one.push_back(std::move(request));
    return std::move(send_all(std::move(one)).front());
  }
};

}  // namespace sdk
}  // namespace patchbay
