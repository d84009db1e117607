#include "answer.hpp"

#include "patchbay/words.hpp"

namespace patchbay::zoho {
namespace {

// Zoho's own text with what it says of the field and of the record that is in the way.
std::string words_of(json::value const& body) {
  auto existing = text(body, "details.duplicate_record.id");
  if (existing.empty() && text(body, "code") == "DUPLICATE_DATA") existing = text(body, "details.id");
  return joined({text(body, "message"), text(body, "details.api_name"), existing}, ", ");
}

struct Meaning {
  std::string_view code;
  patchbay_status status;
  char const* message;
};

constexpr std::string_view invalid = "INVALID_DATA", invalid_record = "INVALID_DATA of a record",
                           invalid_lookup = "INVALID_DATA of a lookup",
                           invalid_value = "INVALID_DATA of a field";
constexpr Meaning meanings[] = {
    {invalid_record, PATCHBAY_NOT_FOUND, "Zoho CRM has no such record, or not for this user."},
    {invalid_lookup, PATCHBAY_NOT_FOUND, "What this log belongs to is no longer in Zoho CRM."},
    {invalid_value, PATCHBAY_INVALID_PARAMS, "Zoho CRM refused a field of the record."},
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
  return api_name == "Description" || api_name == "Note_Content" ? "note" : "";
}

// INVALID_DATA is said of a record's id, of a lookup's, of any other field, and of the request's parameters.
std::string meaning_code(json::value const& body, std::string_view field) {
  auto const code = text(body, "code");
  if (code != invalid || find(body, "details.param_name")) return code;
  bool const lookup = field == "Who_Id" || field == "What_Id" || field == "Parent_Id";
  return std::string(lookup                           ? invalid_lookup
                     : field.empty() || field == "id" ? invalid_record
                                                      : invalid_value);
}

Error refusal(int status, json::value const& body, bool readable) {
  auto const field = text(body, "details.api_name"), code = meaning_code(body, field);
  for (auto const& meaning : meanings) {
    if (meaning.code != code) continue;
    bool const of_field = meaning.status == PATCHBAY_INVALID_PARAMS;
    return {meaning.status, meaning.message, words_of(body), of_field ? field_for(field) : ""};
  }
  if (status == 403 && !readable)
    return fail(PATCHBAY_UNAVAILABLE, "Zoho's network turned the request away. Wait some minutes.");
  if (status == 429 || status >= 500)
    return fail(PATCHBAY_UNAVAILABLE, "Zoho CRM cannot answer at the moment. Try again later.",
                words_of(body));
  return error_for_status(status, words_of(body));
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

json::array items(Result<json::value> const& answer, std::string_view name) {
  return answer ? list(*answer, name) : json::array();
}

json::value first(Result<json::value> const& answer, std::string_view name) {
  auto const all = items(answer, name);
  return all.empty() ? json::value() : all.front();
}

Result<json::value> written(Result<Response> const& reply) {
  if (!reply) return reply.error();
  auto const row = first(reply->json(), "data");
  if (text(row, "status") == "error") return refusal(reply->status, row, true);
  if (!reply->ok()) return document(reply);
  auto const* details = find(row, "details");
  if (details && !text(*details, "id").empty()) return *details;
  return fail(PATCHBAY_UNKNOWN_OUTCOME, "Zoho CRM accepted the record, but its answer cannot be read.");
}

json::object one_record(json::object fields) { return {{"data", json::array{std::move(fields)}}}; }

Request query(std::string const& coql) {
  return post(path_of("coql")).json(json::object{{"select_query", coql}}).repeatable();
}

bool has_more(json::value const& answer) {
  return optional<bool>(answer, "info.more_records").value_or(false);
}

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
  // With 400 there may be answers, too.
  auto const results = items(reply && !whole ? reply->json() : whole, "__composite_requests");
  std::vector<Result<Response>> answers;
  for (std::size_t i = 0; i < parts; ++i) {
    auto const part = i < results.size() ? results[i] : json::value();
    auto const* content = find(part, "details.response.body");
    if (auto const status = optional<std::int64_t>(part, "details.response.status_code"))
      answers.emplace_back(
          Response{static_cast<int>(*status), {}, content ? json::serialize(*content) : std::string()});
    else
      answers.emplace_back(
          whole ? fail(PATCHBAY_BAD_REPLY, "Zoho CRM left a part of the request out.", text(part, "code"))
                : whole.error());
  }
  return answers;
}

bool lacks_module(Result<json::value> const& answer) {
  return answer.has_error() && answer.error().status == PATCHBAY_FORBIDDEN;
}

bool lacks_field(Result<json::value> const& answer) {
  return answer.has_error() && answer.error().status == PATCHBAY_INVALID_PARAMS;
}

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
