#include "crm_sim/clio/clio.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace patchbay::sim::clio {
namespace {

struct Route {
  std::string_view method;
  std::string_view resource;  // below /api/v4, without the id and ".json"
  bool of_one;                // /contacts/7.json
  std::string_view permission;
  Reply (*act)(State&, Call const&);
};

constexpr Route routes[] = {
    {"GET", "users/who_am_i", false, "", who_am_i},
    {"GET", "users", false, "users", list_users},
    {"GET", "contacts", false, "contacts", list_contacts},
    {"POST", "contacts", false, "contacts", create_contact},
    {"GET", "contacts", true, "contacts", read_contact},
    {"DELETE", "contacts", true, "contacts", delete_contact},
    {"GET", "matters", false, "matters", list_matters},
    {"GET", "relationships", false, "matters", list_relationships},
    {"GET", "communications", false, "communications", list_communications},
    {"POST", "communications", false, "communications", create_communication},
    {"GET", "communications", true, "communications", read_communication},
    {"PATCH", "communications", true, "communications", update_communication},
    {"DELETE", "communications", true, "communications", delete_communication},
    {"GET", "activities", false, "activities", list_activities},
    {"POST", "activities", false, "activities", create_activity},
    {"GET", "documents", false, "documents", list_documents},
    {"POST", "documents", false, "documents", create_document},
    {"PATCH", "documents", true, "documents", update_document},
    {"PATCH", "activities", true, "activities", update_activity},
    {"DELETE", "activities", true, "activities", delete_activity},
    {"GET", "tasks", false, "tasks", list_tasks},
    {"POST", "tasks", false, "tasks", create_task},
};

struct Place {
  std::string resource;
  std::optional<std::int64_t> id;
};

// "/api/v4/contacts/7.json" as contacts and 7.
std::optional<Place> place_of(std::string_view path) {
  constexpr std::string_view prefix = "/api/v4/", suffix = ".json";
  if (!path.starts_with(prefix) || !path.ends_with(suffix) || path.size() < prefix.size() + suffix.size())
    return std::nullopt;
  path = path.substr(prefix.size(), path.size() - prefix.size() - suffix.size());
  auto const slash = path.rfind('/');
  auto const id = slash == std::string_view::npos ? std::nullopt : whole_number(path.substr(slash + 1));
  return Place{std::string(id ? path.substr(0, slash) : path), id};
}

Route const* route_for(std::string_view method, Place const& place) {
  auto const found = std::find_if(std::begin(routes), std::end(routes), [&](Route const& route) {
    return route.method == method && route.resource == place.resource && route.of_one == place.id.has_value();
  });
  return found == std::end(routes) ? nullptr : found;
}

// Anonymous clients, and those with an address in their name, do not get past what stands in front of the
// API.
bool turned_away(crm::HttpExchangeRequest const& request) {
  auto const agent = request.header("User-Agent");
  return agent.empty() || agent.find("://") != std::string::npos;
}

// 4.0.4 to 4.0.13 live; no header means the newest.
bool version_lives(std::string const& version) {
  auto const minor =
      version.starts_with("4.0.") ? whole_number(std::string_view(version).substr(4)) : std::nullopt;
  return version.empty() || (minor && *minor >= 4 && *minor <= 13);
}

Reply answer(State& state, crm::HttpExchangeRequest const& request, Grant const& grant) {
  if (!version_lives(request.header("X-API-VERSION")))
    return failure(410, "Gone", "This API version is no longer available");
  auto const place = place_of(request.path);
  auto const* route = place ? route_for(request.method, *place) : nullptr;
  if (!route) return not_found();
  auto const& permissions = state.oauth.app().permissions;
  if (!route->permission.empty() && !permissions.contains(route->permission))
    return failure(403, "ForbiddenError",
                   "The application does not have access to " + std::string(route->permission));
  return route->act(state, Call{request, place->id.value_or(0), grant});
}

json::value rows_of(Table const& table) {
  json::array all;
  for (auto const& [id, row] : table) all.push_back(row);
  return all;
}

bool take_flag(json::value const& value, bool& into) {
  if (value.is_bool()) into = value.get_bool();
  return value.is_bool();
}

bool take_text(json::value const& value, std::string& into) {
  if (value.is_string()) into = std::string(value.get_string());
  return value.is_string();
}

template <class Set>
bool take_texts(json::value const& value, Set& into) {
  if (!value.is_array()) return false;
  into.clear();
  for (auto const& one : value.get_array()) {
    if (!one.is_string()) return false;
    into.insert(std::string(one.get_string()));
  }
  return true;
}

bool edit(State& state, json::value const& wish) {
  if (!wish.is_object() || !wish.get_object().contains("id") || !wish.get_object().contains("body"))
    return false;
  auto* log = found(state.firm.communications, wish.at("id").is_int64() ? wish.at("id").get_int64() : 0);
  if (!log) return false;
  (*log)["body"] = wish.at("body");
  state.firm.touch(*log, state.now());
  return true;
}

bool set_app(App& app, std::string_view name, json::value const& value) {
  if (name == "consent") return take_text(value, app.consent);
  if (name == "clientId") return take_text(value, app.client_id);
  if (name == "clientSecret") return take_text(value, app.client_secret);
  if (name == "redirectUris") return take_texts(value, app.redirect_uris);
  if (name == "permissions") return take_texts(value, app.permissions);
  if (name != "accessLifetime" || !value.is_int64()) return false;
  app.access_lifetime = std::chrono::seconds(value.get_int64());
  return true;
}

bool set(State& state, std::string_view name, json::value const& value) {
  if (name == "matchesWholeTokens") return take_flag(value, state.habits.matches_whole_tokens);
  if (name == "timeEntryTouchesLog") return take_flag(value, state.habits.time_entry_touches_log);
  if (name == "demandsCodes") return take_flag(value, state.habits.demands_codes);
  if (name == "tellsWhen") return take_flag(value, state.limits.tells_when());
  if (name == "edit") return edit(state, value);
  if (name == "requestsAMinute" && value.is_int64()) {
    state.limits.requests_a_minute() = static_cast<int>(value.get_int64());
    return true;
  }
  if (name == "revokeAll") state.oauth.revoke_all();
  if (name == "expireAccess") state.oauth.expire_access();
  return name == "revokeAll" || name == "expireAccess" || set_app(state.oauth.app(), name, value) ||
         set_neutral(state, name, value);
}

}  // namespace

Clio::Clio(Now now) : state_{seeded_firm(now()), {}, {}, {}, now} {}

Answer Clio::handle(crm::HttpExchangeRequest const& request) {
  if (request.path.starts_with("/oauth/"))
    return {state_.oauth.handle(request, state_.firm.users.begin()->first, state_.now()), 0};
  if (is_storage(request.path)) return {put_into_storage(state_, request), 0};
  if (turned_away(request)) return {firewall(), 0};
  auto const grant = state_.oauth.grant(request, state_.now());
  if (!grant) return {request.header("Authorization").empty() ? no_bearer() : dead_bearer(), 0};
  auto refused = state_.limits.pay(grant->token, state_.now());
  auto response = refused ? *std::move(refused) : answer(state_, request, *grant);
  state_.limits.describe(grant->token, response);
  response.headers.emplace_back("X-API-VERSION", "4.0.13");
  return {std::move(response), 1};
}

std::optional<boost::json::value> Clio::inspect(std::string_view collection) const {
  auto const& firm = state_.firm;
  if (collection == "records") return neutral_records(firm);
  if (collection == "users") return rows_of(firm.users);
  if (collection == "contacts") return rows_of(firm.contacts);
  if (collection == "matters") return rows_of(firm.matters);
  if (collection == "relationships") return rows_of(firm.relationships);
  if (collection == "communications") return rows_of(firm.communications);
  if (collection == "activities") return rows_of(firm.activities);
  if (collection == "documents") return rows_of(firm.documents);
  return std::nullopt;
}

bool Clio::configure(boost::json::object const& settings) {
  return std::all_of(settings.begin(), settings.end(),
                     [&](auto const& member) { return set(state_, member.key(), member.value()); });
}

crm::HttpExchangeResponse Clio::refusal(int status, std::string_view words) const {
  return failure(status, status == 429 ? "RateLimitExceeded" : "ArgumentError", words);
}

}  // namespace patchbay::sim::clio
