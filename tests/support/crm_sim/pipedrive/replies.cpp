#include "crm_sim/pipedrive/replies.hpp"

#include <utility>

namespace patchbay::sim::pipedrive {

crm::HttpExchangeResponse success(json::value data, int status) {
  return json_response(status, json::object{{"success", true}, {"data", std::move(data)}});
}

crm::HttpExchangeResponse success(json::value data, json::object additional_data) {
  return json_response(200, json::object{{"success", true},
                                         {"data", std::move(data)},
                                         {"additional_data", std::move(additional_data)}});
}

crm::HttpExchangeResponse bad_request(std::string_view error) {
  return json_response(400, json::object{{"success", false}, {"error", error}, {"code", "ERR_BAD_REQUEST"}});
}

crm::HttpExchangeResponse failure(int status, std::string_view error) {
  return json_response(status, json::object{{"success", false},
                                            {"error", error},
                                            {"errorCode", status},
                                            {"error_info", "Please check developers.pipedrive.com"}});
}

crm::HttpExchangeResponse unauthorized() {
  auto response = failure(401, "unauthorized access");
  response.headers.emplace_back("x-401-by-gw", "true");
  return response;
}

crm::HttpExchangeResponse scope_mismatch() { return failure(403, "Scope and URL mismatch"); }

crm::HttpExchangeResponse firewall() {
  crm::HttpExchangeResponse response;
  response.status = 403;
  response.headers = {{"Content-Type", "text/html; charset=UTF-8"}};
  response.body =
      "<!DOCTYPE html><html><head><title>Attention Required!</title></head><body>You have been "
      "blocked</body></html>";
  return response;
}

crm::HttpExchangeResponse oauth_error(std::string_view error, std::string_view message) {
  return json_response(400, json::object{{"success", false}, {"message", message}, {"error", error}});
}

}  // namespace patchbay::sim::pipedrive
