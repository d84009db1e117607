#include "answer.hpp"

#include <algorithm>

namespace patchbay::hubspot {
namespace {

struct Meaning {
  int status;
  patchbay_status means;
  char const* message;
};
constexpr Meaning meanings[] = {
    {400, PATCHBAY_INVALID_PARAMS, "HubSpot refused the data of the request."},
    {422, PATCHBAY_INVALID_PARAMS, "HubSpot refused the data of the request."},
    {402, PATCHBAY_FORBIDDEN, "The HubSpot account's plan does not include this."},
    {403, PATCHBAY_FORBIDDEN, "HubSpot does not allow this user to do that."},
    {404, PATCHBAY_NOT_FOUND, "HubSpot has no such record, or not for this user."},
    {405, PATCHBAY_UNSUPPORTED, "HubSpot does not offer this call."},
    {409, PATCHBAY_CONFLICT, "This conflicts with what HubSpot holds already."},
    {412, PATCHBAY_CONFLICT, "This conflicts with what HubSpot holds already."},
    {410, PATCHBAY_NOT_FOUND, "This is gone from HubSpot for good."},
    {423, PATCHBAY_UNAVAILABLE, "HubSpot has locked this record for a moment. Try again."},
    {477, PATCHBAY_UNAVAILABLE, "HubSpot is moving this account to another data centre. Try again later."}};

Error refusal(int status, Result<json::value> const& body) {
  // What stands in front of the API answers with a page when it does not like a request.
  if (status == 403 && !body)
    return fail(PATCHBAY_UNAVAILABLE, "HubSpot's network turned the request away. Wait some minutes.");
  auto words = body ? text(*body, "message") : std::string();
  // A contact, a deal, ... that the request names and that was deleted is a bad request to HubSpot.
  if (status == 400 && words.find("not found") != std::string::npos) status = 404;
  if (status == 403 && text(*body, "category") == "MISSING_SCOPES")
    return fail(PATCHBAY_FORBIDDEN,
                "The HubSpot app or key lacks a scope for this: an administrator adds it in HubSpot, then "
                "connect again.",
                std::move(words));
  for (auto const& meaning : meanings)
    if (meaning.status == status) return fail(meaning.means, meaning.message, std::move(words));
  return error_for_status(status, std::move(words));
}

}  // namespace

Result<json::value> document(Result<Response> const& reply) {
  if (!reply) return reply.error();
  if (reply->status == 204) return json::value();
  auto const body = reply->json();
  if (!reply->ok()) return refusal(reply->status, body);
  return body;
}

Result<json::value> created(Result<Response> const& reply) {
  auto const answer = document(reply);
  if (!reply || !reply->ok()) return answer;
  if (answer && !text(*answer, "id").empty()) return answer;
  return fail(PATCHBAY_UNKNOWN_OUTCOME, "HubSpot accepted the record, but its answer cannot be read.");
}

std::vector<Result<json::value>> ask_all(Http& http, std::vector<Request> requests) {
  std::vector<Result<json::value>> documents;
  if (requests.empty()) return documents;
  for (auto const& reply : http.send_all(std::move(requests))) documents.push_back(document(reply));
  return documents;
}

Result<json::value> ask(Http& http, Request request) { return document(http.send(std::move(request))); }

bool is_number(std::string_view id) {
  return !id.empty() && id.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string property(json::value const& record, std::string_view name) {
  return text(record, "properties." + std::string(name));
}

std::string next_page(json::value const& answer) { return text(answer, "paging.next.after"); }

std::string variable(Scope const& scope, std::string const& name) {
  auto const found = scope.variables.find(name);
  return found == scope.variables.end() ? std::string() : found->second;
}

json::object owned_by(Scope const& scope) {
  auto const owner = variable(scope, "user.owner_id");
  return owner.empty() ? json::object() : json::object{{"hubspot_owner_id", owner}};
}

std::string objects(std::string_view type) { return "/crm/objects/2026-09/" + std::string(type); }

std::string associations(std::string_view from_type, std::string_view to_type) {
  return "/crm/associations/2026-09/" + std::string(from_type) + '/' + std::string(to_type);
}

json::array names_in(std::string_view with_commas) {
  json::array names;
  while (!with_commas.empty()) {
    auto const name = with_commas.substr(0, with_commas.find(','));
    names.emplace_back(name);
    with_commas.remove_prefix(std::min(name.size() + 1, with_commas.size()));
  }
  return names;
}

std::vector<std::vector<std::string>> hundreds(std::vector<std::string> const& ids) {
  std::vector<std::vector<std::string>> batches;
  for (auto const& id : ids) {
    if (batches.empty() || batches.back().size() == 100) batches.emplace_back();
    batches.back().push_back(id);
  }
  return batches;
}

Request batch(std::string target, json::array inputs, json::object body) {
  body["inputs"] = std::move(inputs);
  return post(std::move(target)).json(body).repeatable();
}

Request batch_read(std::string_view type, std::vector<std::string> const& ids, std::string_view properties) {
  json::array inputs;
  for (auto const& id : ids) inputs.push_back(json::object{{"id", id}});
  return batch(objects(type) + "/batch/read", std::move(inputs), {{"properties", names_in(properties)}});
}

Request read_associations(std::string_view from_type, std::string_view to_type,
                          std::vector<std::string> const& ids, std::string const& after) {
  json::array inputs;
  for (auto const& id : ids)
    inputs.push_back(after.empty() ? json::object{{"id", id}} : json::object{{"id", id}, {"after", after}});
  return batch(associations(from_type, to_type) + "/batch/read", std::move(inputs));
}

}  // namespace patchbay::hubspot
