#include "answer.hpp"

namespace patchbay::hubspot {
namespace {

Error forbidden(json::value const& body, std::string const& words) {
  if (text(body, "category") == "MISSING_SCOPES") {
    return fail(PATCHBAY_FORBIDDEN,
                "The HubSpot app or key lacks a scope for this: an administrator adds it in HubSpot, then "
                "connect again.",
                words);
  }
  return fail(PATCHBAY_FORBIDDEN, "HubSpot does not allow this user to do that.", words);
}

// What stands in front of the API answers with a page when it does not like a request.
Error turned_away() {
  return fail(PATCHBAY_UNAVAILABLE, "HubSpot's network turned the request away. Wait some minutes.");
}

Error refusal(int status, json::value const& body, bool readable) {
  auto words = text(body, "message");
  // A contact, a deal, ... that the request names and that was deleted is a bad request to HubSpot.
  if (status == 400 && words.find("not found") != std::string::npos) status = 404;
  switch (status) {
    case 400:
    case 422: return fail(PATCHBAY_INVALID_PARAMS, "HubSpot refused the data of the request.", words);
    case 402: return fail(PATCHBAY_FORBIDDEN, "The HubSpot account's plan does not include this.", words);
    case 403: return readable ? forbidden(body, words) : turned_away();
    case 404: return fail(PATCHBAY_NOT_FOUND, "HubSpot has no such record, or not for this user.", words);
    case 405: return fail(PATCHBAY_UNSUPPORTED, "HubSpot does not offer this call.", words);
    case 409:
    case 412: return fail(PATCHBAY_CONFLICT, "This conflicts with what HubSpot holds already.", words);
    case 410: return fail(PATCHBAY_NOT_FOUND, "This is gone from HubSpot for good.", words);
    case 423:
      return fail(PATCHBAY_UNAVAILABLE, "HubSpot has locked this record for a moment. Try again.", words);
    case 477:
      return fail(PATCHBAY_UNAVAILABLE,
                  "HubSpot is moving this account to another data centre. Try again later.", words);
    default: break;
  }
  return fail(PATCHBAY_BAD_REPLY,
              "HubSpot answered with the unexpected status " + std::to_string(status) + ".", words);
}

json::array inputs(std::vector<std::string> const& ids) {
  json::array list;
  for (auto const& id : ids) list.push_back(json::object{{"id", id}});
  return list;
}

}  // namespace

Result<json::value> document(Result<Response> const& reply) {
  if (!reply) return reply.error();
  if (reply->status == 204) return json::value();
  auto const body = reply->json();
  if (!reply->ok()) return refusal(reply->status, body ? *body : json::value(), body.has_value());
  return body;
}

Result<json::value> created(Result<Response> const& reply) {
  auto const answer = document(reply);
  if (!reply || !reply->ok()) return answer;
  if (answer && !text(*answer, "id").empty()) return answer;
  return fail(PATCHBAY_UNKNOWN_OUTCOME, "HubSpot accepted the record, but its answer cannot be read.");
}

bool is_number(std::string_view id) {
  return !id.empty() && id.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string objects(std::string_view type) { return "/crm/objects/2026-09/" + std::string(type); }

std::string associations(std::string_view from_type, std::string_view to_type) {
  return "/crm/associations/2026-09/" + std::string(from_type) + '/' + std::string(to_type);
}

Request batch_read(std::string_view type, std::vector<std::string> const& ids,
                   std::vector<std::string_view> const& properties) {
  json::array names;
  for (auto const name : properties) names.emplace_back(name);
  return post(objects(type) + "/batch/read")
      .json(json::object{{"inputs", inputs(ids)}, {"properties", std::move(names)}})
      .repeatable();
}

Request read_associations(std::string_view from_type, std::string_view to_type,
                          std::vector<std::string> const& ids) {
  return post(associations(from_type, to_type) + "/batch/read")
      .json(json::object{{"inputs", inputs(ids)}})
      .repeatable();
}

}  // namespace patchbay::hubspot
