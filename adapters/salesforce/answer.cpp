#include "answer.hpp"

#include <algorithm>
#include <cctype>

namespace patchbay::salesforce {
namespace {

// What a word of Salesforce means; the first that the word begins with counts.
struct Meaning {
  std::string_view code;
  patchbay_status status;
  char const* message;
};
constexpr char gone[] = "Salesforce has no such record any more, or not for this user.";
constexpr char denied[] = "Salesforce does not allow this user to do that. An administrator can allow it.";
constexpr Meaning meanings[] = {
    {"REQUEST_LIMIT_EXCEEDED", PATCHBAY_RATE_LIMITED,
     "Your organisation has used up its Salesforce API requests of the last 24 hours. They come back bit by "
     "bit; "
     "an administrator sees the use under Setup, Company Information."},
    {"DUPLICATE", PATCHBAY_CONFLICT, "Salesforce has a record with these values already."},
    {"REQUIRED_FIELD_MISSING", PATCHBAY_INVALID_PARAMS,
     "Your organisation demands more fields for this record than it was given. Create it in Salesforce."},
    {"FIELD_CUSTOM_VALIDATION_EXCEPTION", PATCHBAY_INVALID_PARAMS,
     "A rule of your organisation in Salesforce refused it."},
    {"ENTITY_IS_DELETED", PATCHBAY_NOT_FOUND, gone},
    {"NOT_FOUND", PATCHBAY_NOT_FOUND, gone},
    {"INVALID_CROSS_REFERENCE_KEY", PATCHBAY_NOT_FOUND, gone},
    {"INSUFFICIENT_ACCESS", PATCHBAY_FORBIDDEN, denied},
    {"CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", PATCHBAY_FORBIDDEN, denied},
    {"API_", PATCHBAY_FORBIDDEN,
     "This Salesforce edition or user may not use the API. An administrator can allow it."},
    {"STORAGE_LIMIT_EXCEEDED", PATCHBAY_FORBIDDEN, "Your organisation's storage in Salesforce is full."},
    {"UNABLE_TO_LOCK_ROW", PATCHBAY_UNAVAILABLE,
     "Salesforce is changing this record at this moment. Try again."},
};

json::value const& first_error(json::value const& body) {
  auto const* list = body.if_array();
  return list && !list->empty() ? list->front() : body;
}

// A duplicate rule found what is like the new record. Salesforce misspells the member.
Error like_others(json::value const& error, std::string words) {
  bool may_save = optional<bool>(error, "duplicateResut.allowSave").value_or(false);
  may_save = may_save || optional<bool>(error, "duplicateResult.allowSave").value_or(false);
  std::string message =
      "Salesforce has a record that looks like this one. Search for the name and choose it. ";
  message += may_save
                 ? "If it is somebody else, create the new one in Salesforce, which asks you and lets you."
                 : "Your organisation allows no second one.";
  return fail(PATCHBAY_CONFLICT, std::move(message), std::move(words));
}

Error refusal(int status, json::value const& body) {
  auto const& error = first_error(body);
  auto const code = text(error, "errorCode");
  auto words = text(error, "message");
  if (code == "DUPLICATES_DETECTED") return like_others(error, std::move(words));
  for (auto const& meaning : meanings)
    if (code.starts_with(meaning.code)) return fail(meaning.status, meaning.message, std::move(words));
  switch (status) {
    case 400:
      return fail(PATCHBAY_INVALID_PARAMS, "Salesforce refused the data of the request.", std::move(words));
    case 403: return fail(PATCHBAY_FORBIDDEN, denied, std::move(words));
    case 404: return fail(PATCHBAY_NOT_FOUND, gone, std::move(words));
    case 405: return fail(PATCHBAY_UNSUPPORTED, "Salesforce does not offer this call.", std::move(words));
    case 410:
      return fail(PATCHBAY_UNSUPPORTED,
                  "Salesforce has retired the version of its API that Patchbay uses. Update Patchbay.",
                  std::move(words));
    default: return error_for_status(status, std::move(words));
  }
}

// Salesforce refuses with JSON; a page comes from its maintenance, or from a network in between.
Error page_instead(int status) {
  if (status == 412) return fail(PATCHBAY_CONFLICT, "Somebody else changed this record in Salesforce.");
  return fail(
      PATCHBAY_UNAVAILABLE,
      "A page came instead of Salesforce's answer: maintenance, or a network in between. Try again later.");
}

// Salesforce's word for what it refused; empty where it refused nothing.
std::string refused_for(Result<Response> const& reply) {
  if (!reply || reply->ok()) return {};
  auto const body = reply->json();
  return body ? text(first_error(*body), "errorCode") : std::string();
}

}  // namespace

Result<json::value> document(Result<Response> const& reply) {
  if (!reply) return reply.error();
  if (reply->status == 204) return json::value();
  auto const body = reply->json();
  if (reply->ok()) return body;
  return body && !body->is_null() ? refusal(reply->status, *body) : page_instead(reply->status);
}

Result<std::string> created(Result<Response> const& reply) {
  if (!reply || !reply->ok()) return document(reply).error();
  auto const answer = reply->json();
  if (answer && is_id(text(*answer, "id"))) return text(*answer, "id");
  return fail(PATCHBAY_UNKNOWN_OUTCOME, "Salesforce accepted the record, but its answer cannot be read.");
}

bool lacks_field(Result<Response> const& reply) { return refused_for(reply).starts_with("INVALID_FIELD"); }
bool lacks_object(Result<Response> const& reply) { return refused_for(reply) == "INVALID_TYPE"; }

bool is_id(std::string_view id, std::string_view prefix) {
  bool const plain =
      std::all_of(id.begin(), id.end(), [](unsigned char c) { return c < 0x80 && std::isalnum(c); });
  return plain && (id.size() == 15 || id.size() == 18) && id.starts_with(prefix);
}

Request query(std::string const& soql) { return get(rest("/query")).query("q", soql); }

Result<json::array> all_rows(Http& http, Result<Response> const& first) {
  json::array rows;
  auto answer = document(first);
  for (;;) {
    if (!answer) return answer.error();
    auto const& page = list(*answer, "records");
    rows.insert(rows.end(), page.begin(), page.end());
    auto const next = text(*answer, "nextRecordsUrl");
    if (next.empty() || page.empty()) return rows;
    answer = document(http.send(get(next)));
  }
}

std::string list_of(std::vector<std::string> const& ids) {
  std::string out;
  for (auto const& id : ids) out += (out.empty() ? "('" : ",'") + id + "'";
  return out + ")";
}

std::string search_word(std::string_view word) {
  constexpr std::string_view reserved = "?&|!{}[]()^~*:\\\"'+-";
  std::string out;
  for (char const c : word) {
    if (reserved.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace patchbay::salesforce
