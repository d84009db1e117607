#include "answer.hpp"

#include <charconv>

namespace patchbay::pipedrive {
namespace {

// Pipedrive's own words, wherever this endpoint puts them; empty when the body is no JSON (a firewall's
// page).
std::string words_of(json::value const& body) {
  auto words = text(body, "error");
  if (words.empty()) words = text(body, "error.message");
  if (words.empty()) words = text(body, "message");
  auto const more = text(body, "error_info");
  // The stock phrase of error_info sends people to the developers' site, which helps nobody who logs a call.
  bool const stock = more.find("developers.pipedrive.com") != std::string::npos;
  if (!more.empty() && !stock) words += words.empty() ? more : " (" + more + ")";
  return words;
}

Error forbidden(json::value const& body, std::string const& words) {
  if (words == "Scope and URL mismatch") {
    return fail(PATCHBAY_FORBIDDEN,
                "The Pipedrive app lacks a permission for this: tick the scope in Pipedrive's developer hub, "
                "then connect again.",
                words);
  }
  if (text(body, "code").starts_with("feature_capping"))
    return fail(PATCHBAY_FORBIDDEN, "The company's Pipedrive plan allows no more of these records.", words);
  return fail(PATCHBAY_FORBIDDEN, "Pipedrive does not allow this user to do that.", words);
}

// A 403 that is no JSON comes from the firewall in front of the API.
Error firewall() {
  return fail(
      PATCHBAY_UNAVAILABLE,
      "The firewall in front of Pipedrive turned the request away, as it does after too many of them. "
      "Wait some minutes.");
}

Error refusal(int status, json::value const& body, bool readable) {
  auto words = words_of(body);
  // A person, a deal, ... that the request names and that was deleted is a bad request to Pipedrive.
  if (status == 400 && words.find("not found") != std::string::npos) status = 404;
  switch (status) {
    case 400:
    case 422: return fail(PATCHBAY_INVALID_PARAMS, "Pipedrive refused the data of the request.", words);
    case 402:
      return fail(PATCHBAY_FORBIDDEN, "The Pipedrive account is not open: its trial or its plan has ended.",
                  words);
    case 403: return readable ? forbidden(body, words) : firewall();
    case 404: return fail(PATCHBAY_NOT_FOUND, "Pipedrive has no such record, or not for this user.", words);
    case 405: return fail(PATCHBAY_UNSUPPORTED, "Pipedrive does not offer this call.", words);
    case 409:
    case 412: return fail(PATCHBAY_CONFLICT, "This conflicts with what Pipedrive holds already.", words);
    case 410: return fail(PATCHBAY_NOT_FOUND, "This is gone from Pipedrive for good.", words);
    case 415:
      return fail(PATCHBAY_FORBIDDEN, "This feature of Pipedrive is switched off for the company.", words);
    default: break;
  }
  return fail(PATCHBAY_BAD_REPLY,
              "Pipedrive answered with the unexpected status " + std::to_string(status) + ".", words);
}

}  // namespace

Result<json::value> document(Result<Response> const& reply) {
  if (!reply) return reply.error();
  auto const body = reply->json();
  if (!reply->ok()) return refusal(reply->status, body ? *body : json::value(), body.has_value());
  if (!body) return body.error();
  if (optional<bool>(*body, "success").value_or(true)) return *body;
  // A failure that calls itself 200: the body knows the real status.
  return refusal(static_cast<int>(optional<std::int64_t>(*body, "errorCode").value_or(200)), *body, true);
}

Result<json::value> created(Result<Response> const& reply) {
  auto const answer = document(reply);
  bool const accepted = reply && reply->ok();
  bool const refused = answer.has_error() && !answer.error().remote.empty();
  if (!accepted || refused) return answer;
  if (answer && !text(*answer, "data.id").empty()) return answer;
  return fail(PATCHBAY_UNKNOWN_OUTCOME, "Pipedrive accepted the record, but its answer cannot be read.");
}

bool lacks_scope(Result<Response> const& reply) {
  if (!reply || reply->status != 403) return false;
  auto const body = reply->json();
  return body && words_of(*body) == "Scope and URL mismatch";
}

std::optional<std::int64_t> number_from(std::string_view id) {
  std::int64_t number = 0;
  auto const [end, fault] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (id.empty() || fault != std::errc() || end != id.data() + id.size()) return std::nullopt;
  return number;
}

}  // namespace patchbay::pipedrive
