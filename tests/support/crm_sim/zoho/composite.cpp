// POST /__composite_requests: up to five calls in one, where one may use what another answered.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <map>
#include <regex>
#include <set>

#include "crm/percent.hpp"
#include "crm_sim/zoho/endpoints.hpp"

namespace patchbay::sim::zoho {
namespace {

constexpr std::size_t most_parts = 5;
constexpr std::size_t most_rows = 25;

using Answers = std::map<std::string, json::value>;

// "$.data[0].details.id" of an answer; none where it does not lead to a text or a number.
std::optional<std::string> at_path(json::value const& answer, std::string const& path) {
  static std::regex const step(R"(\.(\w+)|\[(\d+)\])");
  if (!path.starts_with("$")) return std::nullopt;
  auto const* value = &answer;
  for (std::sregex_iterator it(path.begin() + 1, path.end(), step), end; it != end; ++it) {
    boost::system::error_code none;
    auto const name = (*it)[1].matched ? (*it)[1].str() : (*it)[2].str();
    value = value->find_pointer("/" + name, none);
    if (!value) return std::nullopt;
  }
  if (value->is_string()) return std::string(value->get_string());
  return value->is_number() ? std::optional(json::serialize(*value)) : std::nullopt;
}

// The text with each @{id:path} filled in; none where one leads nowhere.
std::optional<std::string> filled(std::string text, Answers const& answers) {
  static std::regex const reference(R"(@\{([a-zA-Z0-9][a-zA-Z0-9_]*):([^}]*)\})");
  for (std::smatch match; std::regex_search(text, match, reference);) {
    auto const answer = answers.find(match[1]);
    auto const value = answer == answers.end() ? std::nullopt : at_path(answer->second, match[2]);
    if (!value) return std::nullopt;
    text = match.prefix().str() + *value + match.suffix().str();
  }
  return text;
}

struct Part {
  std::string id;
  std::string method;
  std::string uri;
  json::object params;
  json::object headers;
  json::value body;
};

Part part_from(json::object const& given, std::size_t place) {
  auto const object_at = [&](char const* name) {
    auto const* found = given.if_contains(name);
    return found && found->is_object() ? found->get_object() : json::object();
  };
  Part part{text_at(given, "sub_request_id"),
            text_at(given, "method"),
            text_at(given, "uri"),
            object_at("params"),
            object_at("headers"),
            {}};
  if (part.id.empty()) part.id = std::to_string(place);
  if (auto const* body = given.if_contains("body")) part.body = *body;
  return part;
}

crm::HttpExchangeRequest request_of(Part const& part) {
  crm::HttpExchangeRequest request;
  request.method = part.method;
  auto const mark = part.uri.find('?');
  request.target = part.uri;
  request.path = crm::percent_decoded(part.uri.substr(0, mark), false);
  if (mark != std::string::npos) request.query = crm::parse_query(part.uri.substr(mark + 1));
  for (auto const& each : part.params)
    request.query.emplace_back(each.key(), each.value().is_string() ? std::string(each.value().get_string())
                                                                    : json::serialize(each.value()));
  for (auto const& each : part.headers)
    if (each.value().is_string()) request.headers.emplace_back(each.key(), each.value().get_string());
  return request;
}

json::object unusable_reference() {
  return error_body("INVALID_REFERENCE",
                    "the response used in the given reference does not have a proper value");
}

json::object run(State& state, Call const& call, Part part, Answers& answers) {
  auto const uri = filled(part.uri, answers);
  auto const body = filled(json::serialize(part.body), answers);
  if (!uri || !body) return unusable_reference();
  part.uri = *uri;
  static std::regex const form(R"(/crm(/.*)?/v[0-9]+([.][0-9]+)?/.*)");
  if (!std::regex_match(part.uri, form) || part.method.empty())
    return error_body("MANDATORY_NOT_FOUND", "required field not found", {{"api_name", "uri"}});
  auto const request = request_of(part);
  if (request.path.ends_with("/__composite_requests"))
    return error_body("NOT_SUPPORTED", "this API is not supported in a composite request");
  // From here on the part counts as a success, whatever it is answered.
  auto const reply = act(state, {request, call.grant, most_rows, nullptr, "", "", json::parse(*body)});
  json::value answered;
  if (!reply.body.empty()) answered = json::parse(reply.body);
  if (reply.status < 300) answers[part.id] = answered;
  json::object response{{"headers", json::object{{"content-type", "application/json;charset=utf-8"}}},
                        {"status_code", reply.status}};
  if (!reply.body.empty()) response["body"] = std::move(answered);
  return {{"code", "SUCCESS"},
          {"details", json::object{{"response", std::move(response)}}},
          {"message", "composite sub request executed successfully"},
          {"status", "success"}};
}

std::optional<Reply> fault_in(json::value const& body) {
  auto const* object = body.if_object();
  auto const* parts = object ? object->if_contains("__composite_requests") : nullptr;
  if (!parts || parts->is_null())
    return failure(400, "MANDATORY_NOT_FOUND", "required field not found",
                   {{"api_name", "__composite_requests"}});
  if (!parts->is_array() || parts->get_array().empty() || parts->get_array().size() > most_parts)
    return failure(400, "INVALID_DATA", "invalid data", {{"api_name", "__composite_requests"}});
  std::set<std::string> ids;
  for (auto const& one : parts->get_array()) {
    if (!one.is_object()) return failure(400, "INVALID_DATA", "invalid data");
    auto const part = part_from(one.get_object(), ids.size() + 1);
    if (!ids.insert(part.id).second) return failure(400, "DUPLICATE_DATA", "duplicate sub_request_id");
    for (auto const& each : part.headers)
      if (each.key() == "authorization" || each.key() == "Authorization" || each.key() == "x-crm-org")
        return failure(400, "INVALID_DATA", "invalid data", {{"api_name", "headers"}});
  }
  auto const flag = [&](char const* name) {
    auto const* value = object->if_contains(name);
    return value && value->is_bool() && value->get_bool();
  };
  if (flag("rollback_on_fail") && flag("parallel_execution"))
    return failure(400, "AMBIGUITY_DURING_PROCESSING", "ambiguity while processing the request");
  return std::nullopt;
}

}  // namespace

Reply run_composite(State& state, Call const& call) {
  if (!call.grant.allows("ZohoCRM.composite_requests.CUSTOM")) return scope_mismatch();
  if (auto fault = fault_in(call.body)) return *std::move(fault);
  Answers answers;
  json::array results;
  std::size_t not_run = 0;
  for (auto const& one : call.body.at("__composite_requests").get_array()) {
    results.push_back(run(state, call, part_from(one.get_object(), results.size() + 1), answers));
    not_run += text_at(results.back().get_object(), "status") == "error";
  }
  auto const status = not_run == 0 ? 200 : not_run == results.size() ? 400 : 207;
  return json_response(status, json::object{{"__composite_requests", std::move(results)}});
}

}  // namespace patchbay::sim::zoho
