#include "crm_sim/salesforce/salesforce.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <utility>

namespace patchbay::sim::salesforce {
namespace {

// {type} and {id} stand for one part of the path.
struct Route {
  std::string_view method;
  std::string_view path;  // behind /services/data/vXX.X
  Reply (*act)(State&, Call const&);
};

constexpr Route routes[] = {
    {"GET", "", list_resources},
    {"GET", "/limits", list_limits},
    {"GET", "/query", run_query},
    {"GET", "/queryAll", run_query},
    {"GET", "/query/{id}", query_more},
    {"GET", "/queryAll/{id}", query_more},
    {"GET", "/search", run_search},
    {"POST", "/composite", run_composite},
    {"POST", "/composite/sobjects", create_rows},
    {"PATCH", "/composite/sobjects", update_rows},
    {"DELETE", "/composite/sobjects", delete_rows},
    {"POST", "/composite/sobjects/{type}", read_rows},
    {"GET", "/sobjects", list_objects},
    {"GET", "/sobjects/{type}", object_info},
    {"POST", "/sobjects/{type}", create_row},
    {"GET", "/sobjects/{type}/describe", describe_object},
    {"GET", "/sobjects/{type}/{id}", read_row},
    {"PATCH", "/sobjects/{type}/{id}", update_row},
    {"DELETE", "/sobjects/{type}/{id}", delete_row},
};

constexpr std::string_view data = "/services/data";

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    path.remove_prefix(1);
    parts.push_back(path.substr(0, path.find('/')));
    path.remove_prefix(parts.back().size());
  }
  while (!parts.empty() && parts.back().empty()) parts.pop_back();
  return parts;
}

// Whether the path is of this form; `call` gets what stands in the places.
bool fits(State const& state, std::string_view path, std::string_view pattern, Call& call) {
  auto const given = parts_of(path), wanted = parts_of(pattern);
  if (given.size() != wanted.size()) return false;
  for (std::size_t i = 0; i < given.size(); ++i)
    if (!wanted[i].starts_with('{') && wanted[i] != given[i]) return false;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (wanted[i] == "{id}") call.id = given[i];
    if (wanted[i] != "{type}") continue;
    auto const* type = object_type(given[i]);
    bool const hidden =
        type && ("," + state.hidden + ",").find("," + std::string(type->name) + ",") != std::string::npos;
    if (!type || hidden) throw Refusal{404, "NOT_FOUND", "The requested resource does not exist"};
    call.type = type;
  }
  return true;
}

json::value parsed(crm::HttpExchangeRequest const& request) {
  if (request.method != "POST" && request.method != "PATCH") return {};
  if (!request.header("Content-Type").starts_with("application/json"))
    throw Refusal{415, "UNSUPPORTED_MEDIA_TYPE", "application/json is expected"};
  boost::system::error_code fault;
  auto value = json::parse(request.body, fault);
  if (fault) throw Refusal{400, "JSON_PARSER_ERROR", "Unexpected character in the body"};
  return value;
}

// "v66.0" of the path, and what follows it.
std::pair<std::string, std::string> version_of(std::string const& path) {
  auto const rest = path.substr(data.size());
  auto const end = rest.find('/', 1);
  auto const version =
      rest.substr(std::min<std::size_t>(1, rest.size()), end == std::string::npos ? end : end - 1);
  auto const number =
      version.starts_with('v') && version.ends_with(".0") ? std::atoi(version.c_str() + 1) : 0;
  if (number >= 1 && number <= 30)
    throw Refusal{410, "UNSUPPORTED_API_VERSION", "This API version is retired"};
  if (number < 31 || number > 67) throw Refusal{404, "NOT_FOUND", "The requested resource does not exist"};
  return {version, end == std::string::npos ? std::string() : rest.substr(end)};
}

Reply routed(State& state, crm::HttpExchangeRequest const& request) {
  auto const [version, path] = version_of(request.path);
  bool known = false;
  for (auto const& route : routes) {
    Call call{request, version, nullptr, "", {}};
    if (!fits(state, path, route.path, call)) continue;
    known = true;
    if (route.method != request.method) continue;
    call.body = parsed(request);
    return route.act(state, call);
  }
  if (known) throw Refusal{405, "METHOD_NOT_ALLOWED", "HTTP Method '" + request.method + "' not allowed."};
  throw Refusal{404, "NOT_FOUND", "The requested resource does not exist"};
}

// Who is signed in. Without a session, or without the scope, the answer is a bare word.
Reply identity(State& state, crm::HttpExchangeRequest const& request, std::optional<Session> const& session) {
  bool const valid = session && !session->expired;
  if (valid && session->scopes.contains("openid"))
    return user_info(state, Call{request, "v66.0", nullptr, "", {}});
  Reply reply;
  reply.status = 403;
  reply.headers = {{"Content-Type", "text/html; charset=UTF-8"}};
  reply.body = valid ? "Missing_OAuth_Scope" : "Bad_OAuth_Token";
  return reply;
}

Reply invalid_session() {
  auto reply = refused({401, "INVALID_SESSION_ID", "Session expired or invalid"});
  reply.headers.emplace_back("WWW-Authenticate", "Token");
  return reply;
}

// Counts a request against the day of the whole org; false: the day is used up.
bool pay(State& state) {
  auto const day = std::chrono::floor<std::chrono::days>(state.now());
  if (day != state.today && state.today != std::chrono::sys_days{}) state.used_today = 0;
  state.today = day;
  if (state.used_today >= state.daily) return false;
  ++state.used_today;
  return true;
}

bool take(json::value const& value, std::string& into) {
  if (value.is_string()) into = std::string(value.get_string());
  return value.is_string();
}
bool take(json::value const& value, bool& into) {
  if (value.is_bool()) into = value.get_bool();
  return value.is_bool();
}
template <class Number>
bool take(json::value const& value, Number& into) {
  if (value.is_int64()) into = Number(value.get_int64());
  return value.is_int64();
}

bool set(State& state, std::string_view name, json::value const& value) {
  auto& app = state.oauth.app();
  if (name == "consent") return take(value, app.consent);
  if (name == "clientId") return take(value, app.client_id);
  if (name == "redirectUri") {
    app.redirect_uris.assign(1, "");
    return take(value, app.redirect_uris.front());
  }
  if (name == "scopes") return take(value, app.scopes);
  if (name == "accessLifetime") return take(value, app.access_lifetime);
  if (name == "rotation") return take(value, app.rotation);
  if (name == "duplicateRule") return take(value, state.duplicate_rule);
  if (name == "hidden") return take(value, state.hidden);
  if (name == "daily") return take(value, state.daily);
  if (name == "used") return take(value, state.used_today);
  if (name == "batchSize") return take(value, state.batch_size);
  if (name == "indexLag") return take(value, state.index_lag);
  if (name == "callFields") return take(value, state.call_fields);
  if (name == "revokeAll") state.oauth.revoke_all();
  if (name == "expireAccess") state.oauth.expire_access();
  return name == "revokeAll" || name == "expireAccess" || set_neutral(state, name, value);
}

State state_from(Now now) {
  auto org = seeded_org(now());
  OAuth oauth(App(), org.id, org.user);
  oauth.add_session(seeded_session);
  State state{std::move(org), std::move(oauth), {}, 0, 0, {}, now};
  return state;
}

}  // namespace

Reply act(State& state, crm::HttpExchangeRequest const& request) {
  try {
    return routed(state, request);
  } catch (Refusal const& refusal) {
    return refused(refusal);
  }
}

Salesforce::Salesforce(Now now) : state_(state_from(std::move(now))) {}

Answer Salesforce::handle(crm::HttpExchangeRequest const& request) {
  auto const& path = request.path;
  bool const known =
      path.starts_with(data) || path.starts_with("/id/") || path.starts_with("/services/oauth2/");
  if (!known) return {refused({404, "NOT_FOUND", "The requested resource does not exist"}), 0};
  bool const signing_in = path.starts_with("/services/oauth2/") && path != "/services/oauth2/userinfo";
  if (signing_in) return {state_.oauth.handle(request, state_.now()), 0};
  if (path == data || path == "/services/data/")
    return {list_versions(state_, Call{request, "", nullptr, "", {}}), 0};
  auto const session = state_.oauth.session(request, state_.now());
  if (!path.starts_with(data)) return {identity(state_, request, session), 0};
  if (!session || session->expired) return {invalid_session(), 0};
  auto reply = pay(state_) ? act(state_, request)
                           : refused({403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."});
  reply.headers.emplace_back("Sforce-Limit-Info", "api-usage=" + std::to_string(state_.used_today) + "/" +
                                                      std::to_string(state_.daily));
  return {std::move(reply), 1};
}

std::optional<boost::json::value> Salesforce::inspect(std::string_view collection) const {
  if (collection == "records") return neutral_records(state_.org);
  if (collection == "tasks") return neutral_tasks(state_.org);
  auto const* type = object_type(collection);
  if (!type) return std::nullopt;
  json::array all;
  for (auto const& [id, record] : state_.org.records) {
    if (record.type != type) continue;
    auto row = record.fields;
    row["Id"] = id;
    row["IsDeleted"] = record.deleted;
    all.push_back(std::move(row));
  }
  return all;
}

crm::HttpExchangeResponse Salesforce::refusal(int status, std::string_view words) const {
  return refused({status, status < 500 ? "INVALID_INPUT" : "UNKNOWN_EXCEPTION", std::string(words)});
}

bool Salesforce::configure(boost::json::object const& settings) {
  return std::all_of(settings.begin(), settings.end(),
                     [&](auto const& member) { return set(state_, member.key(), member.value()); });
}

}  // namespace patchbay::sim::salesforce
