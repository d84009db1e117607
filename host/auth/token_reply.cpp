#include "auth/token_reply.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include "http/reply_facts.hpp"

namespace patchbay {
namespace {

namespace json = boost::json;

// Not for the connection's variables: secrets, and what only this exchange means.
constexpr std::string_view not_extra[] = {"access_token", "refresh_token", "id_token", "expires_in",
                                          "token_type",   "signature",     "issued_at"};

std::string text_in(json::object const& members, std::string_view name) {
  auto const* value = members.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool has(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

// The error of RFC 6749, or what servers say in its place: {"error"} or {"status": "BAD_...", "message"}.
struct Complaint {
  std::string code;
  std::string words;
};

Complaint complaint_in(json::object const& body) {
  Complaint complaint{text_in(body, "error"), text_in(body, "error_description")};
  if (complaint.code.empty()) complaint.code = text_in(body, "status");
  if (complaint.words.empty()) complaint.words = text_in(body, "message");
  return complaint;
}

Error with_words(Error error, Complaint const& complaint) {
  error.remote = remote_text(complaint.words.empty() ? complaint.code : complaint.words);
  return error;
}

Error meaning_of(int status, Complaint const& complaint) {
  auto const code = lower(complaint.code), words = lower(complaint.words);
  if (has(words, "too many") || code == "slow_down" || has(code, "rate_limit"))
    return fail(ErrorCode::rate_limited, "The CRM asks to wait before signing in again.");
  if (code == "temporarily_unavailable" || code == "server_error")
    return fail(ErrorCode::unavailable, "The CRM cannot sign anybody in at the moment. Try again later.");
  if (has(code, "client") || has(code, "_app_") || has(words, "invalid client") ||
      has(code, "redirect_uri") || code == "unsupported_grant_type" || code == "invalid_scope" ||
      status == 403)
    return fail(
        ErrorCode::forbidden,
        "The CRM does not accept this app's client id, secret or redirect address. Ask your administrator.");
  return fail(ErrorCode::auth_required, "The CRM no longer accepts this sign-in. Sign in again.");
}

std::optional<std::chrono::seconds> lifetime_in(json::object const& body) {
  auto const* value = body.if_contains("expires_in");
  if (!value) return std::nullopt;
  long long seconds = 0;
  if (value->is_number()) {
    seconds = value->to_number<double>() < 1e9 ? static_cast<long long>(value->to_number<double>()) : 0;
  } else if (value->is_string()) {
    auto const& text = value->get_string();
    std::from_chars(text.data(), text.data() + text.size(), seconds);
  }
  if (seconds <= 0) return std::nullopt;
  return std::chrono::seconds(seconds);
}

std::map<std::string, std::string> extras_in(json::object const& body) {
  std::map<std::string, std::string> extras;
  for (auto const& [name, value] : body) {
    if (std::find(std::begin(not_extra), std::end(not_extra), std::string_view(name)) != std::end(not_extra))
      continue;
    if (value.is_string()) extras.emplace(name, value.get_string());
    if (value.is_int64()) extras.emplace(name, std::to_string(value.get_int64()));
    if (value.is_uint64()) extras.emplace(name, std::to_string(value.get_uint64()));
  }
  return extras;
}

Error without_words(HttpResponse const& reply, WallTime now) {
  if (reply.status == 429) {
    auto error = fail(ErrorCode::rate_limited, "The CRM asks to wait before signing in again.");
    error.retry_after = retry_after(reply, now);
    return error;
  }
  if (reply.status >= 500)
    return fail(ErrorCode::unavailable, "The CRM's sign-in service fails. Try again later.");
  return fail(ErrorCode::bad_reply, "The CRM's sign-in service answered with something else than a token.");
}

}  // namespace

bool fit_for_header(std::string_view token) {
  return !token.empty() &&
         std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

Result<TokenReply> parse_token_reply(HttpResponse const& reply, WallTime now) {
  boost::system::error_code problem;
  auto const document = json::parse(reply.body, problem);
  bool const readable = !problem && document.is_object();
  if (!readable || reply.status == 429 || reply.status >= 500) return without_words(reply, now);
  auto const& body = document.get_object();
  bool const refused = reply.status >= 400 || body.contains("error");
  if (refused) return with_words(meaning_of(reply.status, complaint_in(body)), complaint_in(body));
  TokenReply tokens;
  tokens.access_token = Secret(text_in(body, "access_token"));
  tokens.refresh_token = Secret(text_in(body, "refresh_token"));
  if (reply.status != 200 && reply.status != 201) return without_words(reply, now);
  if (!fit_for_header(tokens.access_token.view())) return without_words(reply, now);
  tokens.expires_in = lifetime_in(body);
  tokens.extras = extras_in(body);
  return tokens;
}

Credentials credentials_from(TokenReply reply, WallTime now) {
  Credentials credentials;
  credentials.access_token = std::move(reply.access_token);
  credentials.refresh_token = std::move(reply.refresh_token);
  if (reply.expires_in) {
    auto const margin = std::min(std::chrono::seconds(120), *reply.expires_in / 2);
    credentials.refresh_at = now + *reply.expires_in - margin;
  }
  if (!reply.server.empty()) credentials.client["server"] = reply.server;
  return credentials;
}

std::map<std::string, std::string> token_variables(TokenReply const& reply) {
  std::map<std::string, std::string> variables;
  for (auto const& [name, value] : reply.extras) variables.emplace("token." + name, value);
  return variables;
}

}  // namespace patchbay
