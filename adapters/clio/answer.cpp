#include "answer.hpp"

#include <charconv>

namespace patchbay::clio {
namespace {

// Clio's own words. The API says {"error": {"type", "message"}}, its sign-in {"error": "invalid_token",
// "error_description"}.
std::string words_of(json::value const& body) {
  auto words = text(body, "error.message");
  if (words.empty()) words = text(body, "error_description");
  if (words.empty()) words = text(body, "error");
  return words.empty() ? text(body, "error.type") : words;
}

// A 403 that is no JSON comes from what stands in front of the API: it is no missing permission.
Error forbidden(Result<json::value> const& body, std::string words) {
  if (body)
    return fail(PATCHBAY_FORBIDDEN,
                "Clio does not allow this: either the user's role does not, or the firm's Clio app lacks the "
                "permission.",
                std::move(words));
  return fail(PATCHBAY_UNAVAILABLE,
              "The firewall in front of Clio turned the request away. Wait some minutes.");
}

Error refusal(int status, Result<json::value> const& body) {
  auto words = body ? words_of(*body) : std::string();
  switch (status) {
    case 400:
      return fail(PATCHBAY_INVALID_PARAMS, "Clio did not understand the request.", std::move(words));
    case 422:
      return fail(PATCHBAY_INVALID_PARAMS, "Clio refused the data of the record.", std::move(words));
    case 402:
      return fail(PATCHBAY_FORBIDDEN, "The firm's Clio plan does not include this.", std::move(words));
    case 403:
      return forbidden(body, std::move(words));
    case 404:
      return fail(PATCHBAY_NOT_FOUND, "Clio has no such record, or not for this user.", std::move(words));
    case 405:
      return fail(PATCHBAY_UNSUPPORTED, "Clio does not offer this call.", std::move(words));
    case 409:
      return fail(PATCHBAY_CONFLICT, "This conflicts with what Clio holds already.", std::move(words));
    case 410:
      return fail(PATCHBAY_UNSUPPORTED, "Clio has retired this version of its API: Patchbay must be updated.",
                  std::move(words));
    case 412:
      return fail(PATCHBAY_CONFLICT, "Somebody else changed this log in Clio.", std::move(words));
    default:
      break;
  }
  return fail(PATCHBAY_BAD_REPLY, "Clio answered with the unexpected status " + std::to_string(status) + ".",
              std::move(words));
}

}  // namespace

Result<json::value> document(Result<Response> const& reply) {
  if (!reply) return reply.error();
  auto body = reply->json();
  if (!reply->ok()) return refusal(reply->status, body);
  return body;
}

Result<json::value> created(Result<Response> const& reply) {
  auto answer = document(reply);
  bool const accepted = reply && reply->ok();
  if (!accepted || (answer && !text(*answer, "data.id").empty())) return answer;
  return fail(PATCHBAY_UNKNOWN_OUTCOME, "Clio accepted the record, but its answer cannot be read.");
}

bool refuses_member(Result<Response> const& reply, std::string_view name) {
  if (!reply || reply->status != 422) return false;
  auto const body = reply->json();
  auto const* errors = body ? find(*body, "error.errors") : nullptr;
  return errors && errors->is_object() && errors->get_object().contains(name);
}

bool goes_on(json::value const& answer) { return !text(answer, "meta.paging.next").empty(); }

Result<json::object> reference(std::string_view id, std::string const& field) {
  std::int64_t number = 0;
  auto const [end, fault] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (id.empty() || fault != std::errc() || end != id.data() + id.size())
    return invalid_field(field, "is no number of a Clio record");
  return json::object{{"id", number}};
}

}  // namespace patchbay::clio
