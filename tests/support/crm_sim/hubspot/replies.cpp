#include "crm_sim/hubspot/replies.hpp"

namespace patchbay::sim::hubspot {
namespace {

constexpr char correlation_id[] = "5a1c1c2e-0000-4000-8000-0000c0ffee00";

json::object error_body(std::string_view category, std::string_view message) {
  return {
      {"status", "error"}, {"message", message}, {"correlationId", correlation_id}, {"category", category}};
}

}  // namespace

Reply failure(int status, std::string_view category, std::string_view message) {
  auto reply = json_response(status, error_body(category, message));
  reply.headers.emplace_back("X-HubSpot-Correlation-Id", correlation_id);
  return reply;
}

Reply invalid(std::string_view message) { return failure(400, "VALIDATION_ERROR", message); }

Reply invalid_json() { return invalid("Invalid input JSON on line 1, column 1: the body cannot be read."); }

Reply not_found(std::string_view message) { return failure(404, "OBJECT_NOT_FOUND", message); }

Reply missing_scope(std::string_view scope) {
  auto body =
      error_body("MISSING_SCOPES",
                 "This app hasn't been granted all required scopes to make this call. Read more about "
                 "required scopes here: https://developers.hubspot.com/scopes.");
  json::object const context{{"requiredGranularScopes", json::array{scope}}};
  body["errors"] = json::array{
      json::object{{"message", "One or more of the following scopes are required."}, {"context", context}}};
  return json_response(403, body);
}

Reply rate_limited(std::string_view policy, std::string_view message) {
  return json_response(429, json::object{{"status", "error"},
                                         {"message", message},
                                         {"errorType", "RATE_LIMIT"},
                                         {"correlationId", correlation_id},
                                         {"policyName", policy},
                                         {"requestId", correlation_id}});
}

Reply oauth_error(std::string_view status, std::string_view message) {
  return json_response(
      400, json::object{{"status", status}, {"message", message}, {"correlationId", correlation_id}});
}

Reply no_content() {
  Reply reply;
  reply.status = 204;
  return reply;
}

}  // namespace patchbay::sim::hubspot
