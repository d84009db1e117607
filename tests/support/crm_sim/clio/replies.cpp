#include "crm_sim/clio/replies.hpp"

#include <boost/json/array.hpp>
#include <utility>

namespace patchbay::sim::clio {

Reply success(json::value data, int status) {
  return json_response(status, json::object{{"data", std::move(data)}});
}

Reply failure(int status, std::string_view type, std::string_view message) {
  return json_response(status, json::object{{"error", json::object{{"type", type}, {"message", message}}}});
}

Reply bad_request(std::string_view type, std::string_view message) { return failure(400, type, message); }

Reply unprocessable(std::string_view message, std::string_view field) {
  json::object error{{"type", "UnprocessableEntity"}, {"message", message}};
  if (!field.empty()) error["errors"] = json::object{{field, json::array{message}}};
  return json_response(422, json::object{{"error", std::move(error)}});
}

Reply not_found() { return failure(404, "RecordNotFound", "The requested record was not found"); }

Reply oauth_error(int status, std::string_view error, std::string_view description) {
  return json_response(status, json::object{{"error", error}, {"error_description", description}});
}

Reply no_bearer() { return failure(401, "UnauthorizedError", "User is not authorized"); }

Reply dead_bearer() {
  auto response =
      oauth_error(401, "invalid_token",
                  "The access token provided is expired, revoked, malformed or invalid for other reasons.");
  response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"Clio\", error=\"invalid_token\"");
  return response;
}

Reply firewall() {
  Reply response;
  response.status = 403;
  response.headers = {{"Content-Type", "text/html"}};
  response.body =
      "<html><head><title>403 Forbidden</title></head><body><center><h1>403 "
      "Forbidden</h1></center></body></html>";
  return response;
}

}  // namespace patchbay::sim::clio
