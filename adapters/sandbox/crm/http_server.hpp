// A small HTTP/1.1 server on 127.0.0.1: what the sandbox CRM and the tests' simulators stand on. The handler
// is called from several threads at once; the rest belongs to the thread that made the server.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patchbay::crm {

using HttpFields = std::vector<std::pair<std::string, std::string>>;

struct HttpExchangeRequest {
  std::string method;
  std::string target;  // as it arrived, with the query
  std::string path;    // percent-decoded, without the query
  HttpFields query;    // decoded
  HttpFields headers;  // in the order of arrival
  std::string body;

  // The first header of this name in any case of letters; empty when there is none.
  std::string header(std::string_view name) const;
  // The first query parameter of this name.
  std::optional<std::string> parameter(std::string_view name) const;
};

struct HttpExchangeResponse {
  int status = 200;
  HttpFields headers = {};
  std::string body = {};
  std::chrono::milliseconds delay{0};  // before the answer is written; holds no thread
  bool drop = false;                   // close the connection without a byte
};

class HttpServer {
 public:
  using Handler = std::function<HttpExchangeResponse(HttpExchangeRequest const&)>;

  // Listens when it returns. Port 0: any free one. Throws when the port is taken. REQUIRES: `handler` does
  // not throw.
  HttpServer(std::uint16_t port, Handler handler);
  // Closes every connection and waits until no handler runs.
  ~HttpServer();
  HttpServer(HttpServer const&) = delete;
  HttpServer& operator=(HttpServer const&) = delete;

  std::uint16_t port() const;
  std::string origin() const;  // "http://127.0.0.1:PORT"

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The pairs of "a=1&b=x%20y" or of a form's body, decoded.
HttpFields parse_query(std::string_view text);

}  // namespace patchbay::crm
