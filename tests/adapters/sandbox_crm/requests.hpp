// Requests to the sandbox CRM without a network, for its tests. One thread.
#pragma once

#include <map>
#include <string>

#include <boost/json.hpp>

#include "crm/crm.hpp"

namespace patchbay::crm {

inline Time start_of_tests() { return std::chrono::sys_days(std::chrono::year(2026) / 11 / 21); }

// A CRM in memory whose clock the test moves.
struct TestCrm {
  Time now = start_of_tests();
  Crm crm{":memory:", [this] { return now; }};
  std::string authorization;  // a Bearer token instead of the API key

  HttpExchangeResponse send(std::string method, std::string const& target, std::string body = {},
                            HttpFields headers = {}) {
    HttpExchangeRequest request;
    request.method = std::move(method);
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    if (request.path != target)
      request.query = parse_query(std::string_view(target).substr(request.path.size() + 1));
    request.headers = std::move(headers);
    request.headers.emplace_back("Host", "127.0.0.1:8014");
    request.body = std::move(body);
    return crm.handle(request);
  }

  // With the credential on it.
  HttpExchangeResponse api(std::string method, std::string const& target, std::string body = {},
                           HttpFields headers = {}) {
    if (authorization.empty()) headers.emplace_back("X-Api-Key", "sandbox");
    if (!authorization.empty()) headers.emplace_back("Authorization", "Bearer " + authorization);
    return send(std::move(method), "/api/v1/" + target, std::move(body), std::move(headers));
  }
};

inline std::string header_of(HttpExchangeResponse const& response, std::string const& name) {
  for (auto const& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

inline json::object object_of(HttpExchangeResponse const& response) {
  return json::parse(response.body).as_object();
}

inline json::array items_of(HttpExchangeResponse const& response) {
  return object_of(response).at("items").as_array();
}

inline json::object error_of(HttpExchangeResponse const& response) {
  return object_of(response).at("error").as_object();
}

inline bool has(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace patchbay::crm
