#include "answer.hpp"

#include <charconv>

namespace patchbay::clio {
namespace {

// Clio's own words. The API says {"error": {"type", "message"}}, its sign-in {"error": "invalid_token",
// "error_description"}.
std::string words_of(json::value const& body) {
  for (auto const* path : {"error.message", "error_description", "error", "error.type"})
    if (auto words = text(body, path); !words.empty()) return words;
  return {};
}

// What a status means.
struct Meaning {
  int http;
  patchbay_status status;
  char const* message;
};
constexpr Meaning meanings[] = {
    {400, PATCHBAY_INVALID_PARAMS, "Clio did not understand the request."},
    {402, PATCHBAY_FORBIDDEN, "The firm's Clio plan does not include this."},
    {403, PATCHBAY_FORBIDDEN,
     "Clio does not allow this: either the user's role does not, or the firm's Clio app lacks the "
     "permission."},
    {404, PATCHBAY_NOT_FOUND, "Clio has no such record, or not for this user."},
    {405, PATCHBAY_UNSUPPORTED, "Clio does not offer this call."},
    {409, PATCHBAY_CONFLICT, "This conflicts with what Clio holds already."},
    {410, PATCHBAY_UNSUPPORTED, "Clio has retired this version of its API: Patchbay must be updated."},
    {412, PATCHBAY_CONFLICT, "Somebody else changed this log in Clio."},
    {422, PATCHBAY_INVALID_PARAMS, "Clio refused the data of the record."},
};

Error refusal(int status, Result<json::value> const& body) {
  // A 403 that is no JSON comes from what stands in front of the API: it is no missing permission.
  if (status == 403 && !body)
    return fail(PATCHBAY_UNAVAILABLE,
                "The firewall in front of Clio turned the request away. Wait some minutes.");
  auto words = body ? words_of(*body) : std::string();
  for (auto const& meaning : meanings)
    if (meaning.http == status) return fail(meaning.status, meaning.message, std::move(words));
  return error_for_status(status, std::move(words));
}

std::string address(std::string const& kind, std::string const& id = {}) {
  return "/api/v4/" + kind + (id.empty() ? "" : "/" + percent_encoded(id)) + ".json";
}

}  // namespace

Request reading(std::string const& kind, std::string const& id, std::string_view fields) {
  return get(address(kind, id)).query("fields", fields);
}

Request listing(std::string const& kind, std::string_view filter, std::string_view value,
                std::string_view fields) {
  return get(address(kind)).query(filter, value).query("fields", fields).query("limit", "200");
}

Request making(std::string const& kind, json::object const& record, std::string_view fields) {
  return post(address(kind)).query("fields", fields).json(json::object{{"data", record}});
}

Request changing(std::string const& kind, std::string const& id, json::object const& changes,
                 std::string_view fields) {
  return patch(address(kind, id)).query("fields", fields).json(json::object{{"data", changes}});
}

Result<json::value> document(Result<Response> const& reply) {
  if (!reply) return reply.error();
  auto body = reply->json();
  if (!reply->ok()) return refusal(reply->status, body);
  return body;
}

Result<json::value> record(Result<Response> const& reply) {
  auto const answer = document(reply);
  if (!answer) return answer.error();
  auto const* data = find(*answer, "data");
  return data ? *data : json::value();
}

Result<json::value> created(Result<Response> const& reply) {
  auto made = record(reply);
  bool const accepted = reply && reply->ok();
  if (!accepted || (made && !text(*made, "id").empty())) return made;
  return fail(PATCHBAY_UNKNOWN_OUTCOME, "Clio accepted the record, but its answer cannot be read.");
}

bool refuses_member(Result<Response> const& reply, std::string_view name) {
  if (!reply || reply->status != 422) return false;
  auto const body = reply->json();
  auto const* errors = body ? find(*body, "error.errors") : nullptr;
  return errors && errors->is_object() && errors->get_object().contains(name);
}

bool goes_on(json::value const& answer) { return !text(answer, "meta.paging.next").empty(); }

Result<std::string> next_page(json::value const& answer) {
  auto const next = text(answer, "meta.paging.next");
  auto const path = next.find("/api/");
  if (!next.empty() && path == std::string::npos)
    return fail(PATCHBAY_BAD_REPLY, "The address of Clio's next page is none of its API.");
  return next.empty() ? next : next.substr(path);
}

Result<json::object> reference(std::string_view id, std::string const& field, char const* type) {
  std::int64_t number = 0;
  auto const [end, fault] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (id.empty() || fault != std::errc() || end != id.data() + id.size())
    return invalid_field(field, "is no number of a Clio record");
  json::object made{{"id", number}};
  if (type) made["type"] = type;
  return made;
}

}  // namespace patchbay::clio
