#include "crm_sim/salesforce/replies.hpp"

#include "patchbay/time.hpp"

namespace patchbay::sim::salesforce {

json::array error_list(Refusal const& refusal) {
  json::object error{{"message", refusal.message}, {"errorCode", refusal.code}};
  json::array fields;
  for (auto const& field : refusal.fields) fields.emplace_back(field);
  if (refusal.status == 400) error["fields"] = std::move(fields);
  for (auto const& [name, value] : refusal.more) error[name] = value;
  return {std::move(error)};
}

Reply refused(Refusal const& refusal) { return json_response(refusal.status, error_list(refusal)); }

Reply no_content() {
  Reply reply;
  reply.status = 204;
  return reply;
}

Reply oauth_error(std::string_view error, std::string_view description) {
  return json_response(400, json::object{{"error", error}, {"error_description", description}});
}

std::string written(SimTime time) {
  auto text = patchbay::iso8601(std::chrono::floor<std::chrono::seconds>(time));
  text.pop_back();
  return text + ".000+0000";
}

std::string written_day(SimTime time) { return written(time).substr(0, 10); }

}  // namespace patchbay::sim::salesforce
