#include "crm_sim/pipedrive/pipedrive.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "crm_sim/pipedrive/replies.hpp"

namespace patchbay::sim::pipedrive {
namespace {

using Scopes = std::vector<std::string_view>;  // one of these is enough

struct Route {
  std::string_view method;
  std::string_view path;  // a last part of "{id}" stands for anything
  Scopes scopes;
  int cost;
  Reply (*act)(State&, Call const&);
};

Scopes const contacts_read = {"contacts:read", "contacts:full"};
Scopes const activities_read = {"activities:read", "activities:full"};
Scopes const persons_search = {"contacts:read", "contacts:full", "search:read"};

std::vector<Route> const& routes() {
  static std::vector<Route> const all = {
      {"GET", "/api/v2/persons", contacts_read, 10, list_persons},
      {"POST", "/api/v2/persons", {"contacts:full"}, 5, create_person},
      {"GET", "/api/v2/persons/search", persons_search, 20, search_persons},
      {"GET", "/api/v2/persons/{id}", contacts_read, 1, read_person},
      {"PATCH", "/api/v2/persons/{id}", {"contacts:full"}, 5, update_person},
      {"DELETE", "/api/v2/persons/{id}", {"contacts:full"}, 3, delete_person},
      {"GET", "/api/v2/itemSearch", {"search:read"}, 20, search_items},
      {"GET", "/api/v2/deals", {"deals:read", "deals:full"}, 10, list_deals},
      {"GET", "/api/v2/activities", activities_read, 10, list_activities},
      {"POST", "/api/v2/activities", {"activities:full"}, 5, create_activity},
      {"GET", "/api/v2/activities/{id}", activities_read, 1, read_activity},
      {"PATCH", "/api/v2/activities/{id}", {"activities:full"}, 5, update_activity},
      {"DELETE", "/api/v2/activities/{id}", {"activities:full"}, 3, delete_activity},
      {"GET", "/api/v1/users/me", {"base"}, 2, current_user},
      {"GET", "/api/v1/users", {"users:read"}, 20, list_users},
      {"GET", "/api/v1/activityTypes", activities_read, 20, list_activity_types},
      {"POST", "/api/v1/activityTypes", {"admin"}, 10, create_activity_type},
      {"GET", "/api/v1/leads", {"leads:read", "leads:full"}, 20, list_leads},
  };
  return all;
}

// v1 answers below /v1 and below /api/v1.
std::string normalised(std::string const& path) { return path.starts_with("/v1/") ? "/api" + path : path; }

// What follows the pattern's "{id}", empty without one; none: the path does not fit.
std::optional<std::string> fit(std::string_view path, std::string_view pattern) {
  if (!pattern.ends_with("{id}")) return path == pattern ? std::optional(std::string()) : std::nullopt;
  auto const fixed = pattern.substr(0, pattern.size() - 4);
  if (!path.starts_with(fixed)) return std::nullopt;
  auto const id = path.substr(fixed.size());
  return id.empty() || id.find('/') != std::string_view::npos ? std::nullopt : std::optional(std::string(id));
}

bool out_of_support(std::string_view path) {
  for (std::string_view const old :
       {"activities", "deals", "persons", "organizations", "products", "pipelines", "stages", "itemSearch"})
    if (path.starts_with("/api/v1/") && path.substr(8).starts_with(old)) return true;
  return false;
}

struct Match {
  Route const* route = nullptr;
  std::string id;
  bool path_known = false;
};

Match match(std::string_view method, std::string_view path) {
  Match found;
  for (auto const& route : routes()) {
    auto const id = fit(path, route.path);
    if (!id) continue;
    found.path_known = true;
    if (route.method == method) return {&route, *id, true};
  }
  return found;
}

Reply unknown_route(Match const& found, std::string_view path) {
  if (found.path_known) return failure(405, "Method not allowed");
  if (out_of_support(path)) return failure(410, "This endpoint is no longer available, use API v2.");
  return failure(404, "Unknown method");
}

bool is_search(std::string_view path) {
  return path == "/api/v2/itemSearch" || path == "/api/v2/persons/search";
}

template <class Rows>
json::value rows_of(Rows const& table) {
  json::array all;
  for (auto const& [id, row] : table) all.push_back(row);
  return all;
}

bool take_text(json::value const& value, std::string& into) {
  if (value.is_string()) into = std::string(value.get_string());
  return value.is_string();
}

template <class Number>
bool take_number(json::value const& value, Number& into) {
  if (value.is_int64()) into = static_cast<Number>(value.get_int64());
  return value.is_int64();
}

bool set(State& state, std::string_view name, json::value const& value) {
  auto& app = state.oauth.app();
  if (name == "consent") return take_text(value, app.consent);
  if (name == "clientId") return take_text(value, app.client_id);
  if (name == "clientSecret") return take_text(value, app.client_secret);
  if (name == "redirectUri") return take_text(value, app.redirect_uri);
  if (name == "scopes") return take_text(value, app.scopes);
  if (name == "dailyTokens") return take_number(value, state.plan.daily_tokens);
  if (name == "burst")
    return take_number(value, state.plan.burst_api_token) && take_number(value, state.plan.burst_oauth);
  if (name == "accessLifetime" && value.is_int64()) {
    app.access_lifetime = std::chrono::seconds(value.get_int64());
    return true;
  }
  if (name == "revokeAll") state.oauth.revoke_all();
  if (name == "expireAccess") state.oauth.expire_access();
  return name == "revokeAll" || name == "expireAccess" || set_neutral(state, name, value);
}

}  // namespace

Pipedrive::Pipedrive(Now now) : state_{seeded_company(now()), OAuth(App()), {}, {}, true, now} {
  state_.oauth.add_api_token(seeded_api_token, state_.company.users.begin()->first);
}

Answer Pipedrive::handle(crm::HttpExchangeRequest const& request) {
  auto const path = normalised(request.path);
  if (path.starts_with("/oauth/"))
    return {state_.oauth.handle(request, state_.company.users.begin()->first, state_.now()), 0};
  auto const grant = state_.oauth.grant(request, state_.now());
  if (!grant) return {unauthorized(), 0};
  auto const found = match(request.method, path);
  Charge const charge{grant->token, grant->oauth, is_search(path), found.route ? found.route->cost : 0};
  auto refused = state_.limits.pay(state_.plan, charge, state_.now());
  auto const allowed = [&] {
    auto const& scopes = found.route->scopes;
    bool const logging = request.method != "GET" && path.starts_with("/api/v2/activities");
    if (logging && !state_.may_log) return false;
    return std::any_of(scopes.begin(), scopes.end(), [&](auto scope) { return grant->may(scope); });
  };
  auto response = refused        ? *std::move(refused)
                  : !found.route ? unknown_route(found, path)
                  : !allowed()   ? scope_mismatch()
                                 : found.route->act(state_, Call{request, found.id, *grant});
  state_.limits.describe(state_.plan, charge, state_.now(), response);
  return {std::move(response), charge.cost};
}

std::optional<boost::json::value> Pipedrive::inspect(std::string_view collection) const {
  auto const& company = state_.company;
  if (collection == "records") return neutral_records(company);
  if (collection == "persons") return rows_of(company.persons);
  if (collection == "organizations") return rows_of(company.organizations);
  if (collection == "deals") return rows_of(company.deals);
  if (collection == "activities") return rows_of(company.activities);
  if (collection == "users") return rows_of(company.users);
  if (collection == "leads") return json::array(company.leads.begin(), company.leads.end());
  if (collection == "activityTypes")
    return json::array(company.activity_types.begin(), company.activity_types.end());
  if (collection == "spent") return json::object{{"tokens", state_.limits.spent_today()}};
  return std::nullopt;
}

bool Pipedrive::configure(boost::json::object const& settings) {
  return std::all_of(settings.begin(), settings.end(),
                     [&](auto const& member) { return set(state_, member.key(), member.value()); });
}

crm::HttpExchangeResponse Pipedrive::refusal(int status, std::string_view words) const {
  return status == 400 ? bad_request(words) : failure(status, words);
}

}  // namespace patchbay::sim::pipedrive
