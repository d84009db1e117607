#include "crm_sim/zoho/replies.hpp"

#include <utility>

namespace patchbay::sim::zoho {
namespace {

json::object at_field(std::string_view field, json::object details = {}) {
  details["api_name"] = field;
  details["json_path"] = "$.data[0]." + std::string(field);
  return details;
}

}  // namespace

json::object error_body(std::string_view code, std::string_view message, json::object details) {
  return {{"code", code}, {"details", std::move(details)}, {"message", message}, {"status", "error"}};
}

Reply failure(int status, std::string_view code, std::string_view message, json::object details) {
  return json_response(status, error_body(code, message, std::move(details)));
}

Reply invalid_token() { return failure(401, "INVALID_TOKEN", "invalid oauth token"); }

Reply scope_mismatch() {
  return failure(401, "OAUTH_SCOPE_MISMATCH", "invalid oauth scope to access this URL");
}

Reply no_permission(std::string_view permission) {
  return failure(403, "NO_PERMISSION", "permission denied", {{"permissions", json::array{permission}}});
}

Reply missing_parameter(std::string_view name) {
  return failure(400, "REQUIRED_PARAM_MISSING", "One of the expected parameter is missing",
                 {{"param_name", name}});
}

Reply invalid_parameter(std::string_view name, std::string_view expected) {
  return failure(400, "INVALID_DATA", "invalid data",
                 {{"param_name", name}, {"expected_data_type", expected}});
}

Reply no_content() {
  Reply reply;
  reply.status = 204;
  return reply;
}

Reply not_modified() {
  Reply reply;
  reply.status = 304;
  return reply;
}

json::object mandatory_not_found(std::string_view field) {
  return error_body("MANDATORY_NOT_FOUND", "required field not found", at_field(field));
}

json::object invalid_data(std::string_view field, json::object details) {
  return error_body("INVALID_DATA", "invalid data", at_field(field, std::move(details)));
}

json::object invalid_id(std::string_view field) {
  return error_body("INVALID_DATA", "the id given seems to be invalid",
                    field.empty() ? json::object() : at_field(field));
}

std::string text_at(json::object const& object, std::string_view key) {
  auto const* found = object.if_contains(key);
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

}  // namespace patchbay::sim::zoho
