#include "answer.hpp"

#include <algorithm>
#include <iterator>

namespace patchbay::zoho {
namespace {

// Zoho's own text with what it says of the field and of the record that is in the way.
std::string words_of(json::value const& body) {
  auto words = text(body, "message");
  auto existing = text(body, "details.duplicate_record.id");
  if (existing.empty() && text(body, "code") == "DUPLICATE_DATA") existing = text(body, "details.id");
  for (auto const& more : {text(body, "details.api_name"), existing})
    if (!more.empty()) words += (words.empty() ? "" : ", ") + more;
  return words;
}

struct Meaning {
  std::string_view code;
  patchbay_status status;
  std::string_view message;
};

constexpr Meaning meanings[] = {
    {"DUPLICATE_DATA", PATCHBAY_CONFLICT, "Zoho CRM already has a record with this."},
    {"MANDATORY_NOT_FOUND", PATCHBAY_INVALID_PARAMS, "Zoho CRM demands a field that is empty."},
    {"NO_PERMISSION", PATCHBAY_FORBIDDEN, "This user's profile in Zoho CRM does not allow that."},
    {"OAUTH_SCOPE_MISMATCH", PATCHBAY_FORBIDDEN,
     "The sign-in to Zoho CRM lacks a permission for this. Sign in again to grant it."},
    {"INVALID_MODULE", PATCHBAY_FORBIDDEN, "This Zoho CRM account does not have this module."},
    {"NOT_SUPPORTED", PATCHBAY_UNSUPPORTED, "Zoho CRM does not offer this call."},
    {"INVALID_REQUEST_METHOD", PATCHBAY_UNSUPPORTED, "Zoho CRM does not offer this call."},
    {"INVALID_URL_PATTERN", PATCHBAY_UNSUPPORTED, "Zoho CRM no longer offers this version of its API."},
    {"LIMIT_EXCEEDED", PATCHBAY_INVALID_PARAMS, "This is more than Zoho CRM takes at once."},
    {"TOO_MANY_REQUESTS", PATCHBAY_RATE_LIMITED, "Zoho CRM is busy with other calls of this company."},
    {"RATE_LIMIT_EXCEEDED", PATCHBAY_RATE_LIMITED, "The company's API credits at Zoho CRM are used up."}};

// The field of the form that a field of Zoho's is filled from.
std::string field_for(std::string_view api_name) {
  if (api_name == "Company") return "company";
  if (api_name == "Last_Name" || api_name == "Account_Name") return "newContactName";
  if (api_name == "Email") return "email";
  if (api_name == "Phone") return "phoneNumber";
  if (api_name == "Who_Id" || api_name == "Parent_Id") return "contactId";
  return api_name == "Description" || api_name == "Note_Content" ? "note" : "";
}

// INVALID_DATA is said of a record's id, of a lookup's, and of any other field.
Error invalid_data(std::string const& field, std::string words) {
  bool const lookup = field == "Who_Id" || field == "What_Id" || field == "Parent_Id";
  if (field.empty() || field == "id")
    return fail(PATCHBAY_NOT_FOUND, "Zoho CRM has no such record, or not for this user.", std::move(words));
  if (lookup)
    return fail(PATCHBAY_NOT_FOUND, "What this log belongs to is no longer in Zoho CRM.", std::move(words));
  return fail(PATCHBAY_INVALID_PARAMS, "Zoho CRM refused a field of the record.", std::move(words));
}

Error refusal(int status, json::value const& body, bool readable) {
  auto const code = text(body, "code"), field = text(body, "details.api_name");
  auto words = words_of(body);
  bool const of_parameter = find(body, "details.param_name") != nullptr;
  if (code == "INVALID_DATA" && !of_parameter) {
    auto error = invalid_data(field, std::move(words));
    error.field = error.status == PATCHBAY_INVALID_PARAMS ? field_for(field) : "";
    return error;
  }
  auto const known = std::find_if(std::begin(meanings), std::end(meanings),
                                  [&](Meaning const& meaning) { return meaning.code == code; });
  if (known != std::end(meanings)) {
    auto error = fail(known->status, std::string(known->message), std::move(words));
    error.field = error.status == PATCHBAY_INVALID_PARAMS ? field_for(field) : "";
    return error;
  }
  if (status == 403 && !readable)
    return fail(PATCHBAY_UNAVAILABLE, "Zoho's network turned the request away. Wait some minutes.");
  if (status == 401)
    return fail(PATCHBAY_AUTH_REQUIRED, "Zoho CRM no longer accepts the sign-in. Sign in again.",
                std::move(words));
  if (status == 429 || status >= 500)
    return fail(PATCHBAY_UNAVAILABLE, "Zoho CRM cannot answer at the moment. Try again later.",
                std::move(words));
  return error_for_status(status, std::move(words));
}

}  // namespace

std::string path_of(std::string_view module, std::string_view id) {
  auto path = api + ("/" + std::string(module));
  return id.empty() ? path : path + "/" + percent_encoded(id);
}

Result<json::value> document(Result<Response> const& reply) {
  if (!reply) return reply.error();
  if (reply->status == 204 || reply->status == 304) return json::value();
  auto const body = reply->json();
  if (!reply->ok()) return refusal(reply->status, body ? *body : json::value(), body.has_value());
  return body;
}

Result<json::value> written(Result<Response> const& reply) {
  if (!reply) return reply.error();
  auto const body = reply->json();
  auto const rows = body ? list(*body, "data") : json::array();
  auto const row = rows.empty() ? json::value() : rows.front();
  if (text(row, "status") == "error") return refusal(reply->status, row, true);
  if (!reply->ok()) return document(reply);
  auto const* details = find(row, "details");
  if (details && !text(*details, "id").empty()) return *details;
  return fail(PATCHBAY_UNKNOWN_OUTCOME, "Zoho CRM accepted the record, but its answer cannot be read.");
}

json::object one_record(json::object fields) { return {{"data", json::array{std::move(fields)}}}; }

Request composite(std::vector<Part> const& parts) {
  json::array list;
  for (auto const& part : parts) {
    json::object one{{"sub_request_id", std::to_string(list.size() + 1)},
                     {"method", part.method},
                     {"uri", part.uri},
                     {"params", part.params}};
    if (!part.body.is_null()) one["body"] = part.body;
    list.push_back(std::move(one));
  }
  json::object const body{
      {"rollback_on_fail", false}, {"parallel_execution", true}, {"__composite_requests", std::move(list)}};
  return post(path_of("__composite_requests")).json(body).pays(5);  // five calls' share of what runs at once
}

std::vector<Result<Response>> answers_to(Result<Response> const& reply, std::size_t parts) {
  auto const whole = document(reply);
  auto const body = reply && !whole ? reply->json() : whole;  // with 400 there may be answers, too
  auto const results = body ? list(*body, "__composite_requests") : json::array();
  std::vector<Result<Response>> answers;
  for (std::size_t i = 0; i < parts; ++i) {
    auto const part = i < results.size() ? results[i] : json::value();
    auto const status = optional<std::int64_t>(part, "details.response.status_code");
    if (!status) {
      auto const code = text(part, "code");
      answers.emplace_back(whole ? fail(PATCHBAY_BAD_REPLY, "Zoho CRM left a part of the request out.", code)
                                 : whole.error());
      continue;
    }
    Response answer;
    answer.status = static_cast<int>(*status);
    if (auto const* content = find(part, "details.response.body")) answer.body = json::serialize(*content);
    answers.emplace_back(std::move(answer));
  }
  return answers;
}

bool can_do_without(Error const& error) { return error.status == PATCHBAY_FORBIDDEN; }

bool is_number(std::string_view id) {
  return !id.empty() && id.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string with_offset(UtcTime time) {
  auto text = iso8601(time);
  return text.replace(text.size() - 1, 1, "+00:00");
}

std::string variable(Scope const& scope, std::string const& name) {
  auto const found = scope.variables.find(name);
  return found == scope.variables.end() ? std::string() : found->second;
}

}  // namespace patchbay::zoho
