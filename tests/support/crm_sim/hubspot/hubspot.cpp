#include "crm_sim/hubspot/hubspot.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <utility>

namespace patchbay::sim::hubspot {
namespace {

enum class Needs { nothing, read, write, owners };

// {type}, {id}, {other} and {otherId} stand for one part of the path.
struct Route {
  std::string_view method;
  std::string_view path;
  Needs needs;
  Reply (*act)(State&, Call const&);
};

constexpr Route routes[] = {
    {"POST", "/crm/objects/2026-09/{type}/search", Needs::read, search_records},
    {"POST", "/crm/objects/2026-09/{type}/batch/read", Needs::read, read_batch},
    {"GET", "/crm/objects/2026-09/{type}", Needs::read, list_records},
    {"POST", "/crm/objects/2026-09/{type}", Needs::write, create_record},
    {"GET", "/crm/objects/2026-09/{type}/{id}", Needs::read, read_record},
    {"PATCH", "/crm/objects/2026-09/{type}/{id}", Needs::write, update_record},
    {"DELETE", "/crm/objects/2026-09/{type}/{id}", Needs::write, archive_record},
    {"PUT", "/crm/objects/2026-09/{type}/{id}/associations/default/{other}/{otherId}", Needs::write,
     associate},
    {"POST", "/crm/associations/2026-09/{type}/{other}/batch/read", Needs::read, read_associations},
    {"POST", "/crm/associations/2026-09/{type}/{other}/batch/archive", Needs::write, archive_associations},
    {"GET", "/crm/owners/2026-09", Needs::owners, list_owners},
    {"GET", "/crm/owners/2026-09/{id}", Needs::owners, read_owner},
    {"GET", "/account-info/2026-09/details", Needs::nothing, account_details},
    {"GET", "/calling/v1/dispositions", Needs::read, list_dispositions},
};

// The older spelling of the versions is served until September 2027.
std::string normalised(std::string const& path) {
  constexpr std::pair<std::string_view, std::string_view> old[] = {
      {"/crm/v3/objects/", "/crm/objects/2026-09/"},
      {"/crm/v4/associations/", "/crm/associations/2026-09/"},
      {"/crm/v3/owners", "/crm/owners/2026-09"},
      {"/account-info/v3/", "/account-info/2026-09/"},
      {"/crm/objects/2026-03/", "/crm/objects/2026-09/"}};
  auto out = path;
  while (out.size() > 1 && out.ends_with('/')) out.pop_back();
  for (auto const& [from, to] : old)
    if (out.starts_with(from)) return std::string(to) + out.substr(from.size());
  return out;
}

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    path.remove_prefix(1);
    parts.push_back(path.substr(0, path.find('/')));
    path.remove_prefix(parts.back().size());
  }
  return parts;
}

bool fit(std::string_view path, std::string_view pattern, Call& call) {
  auto const given = parts_of(path), wanted = parts_of(pattern);
  if (given.size() != wanted.size()) return false;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (wanted[i] == "{type}")
      call.type = object_type(given[i]);
    else if (wanted[i] == "{id}")
      call.id = given[i];
    else if (wanted[i] == "{other}")
      call.other_type = given[i];
    else if (wanted[i] == "{otherId}")
      call.other_id = given[i];
    else if (wanted[i] != given[i])
      return false;
  }
  bool const typed = pattern.find("{type}") != std::string_view::npos;
  bool const paired = pattern.find("{other}") != std::string_view::npos;
  return (!typed || call.type) && (!paired || object_type(call.other_type));
}

std::string_view scope_for(Route const& route, Call const& call) {
  if (route.needs == Needs::owners) return "crm.objects.owners.read";
  if (!call.type) return "";
  return route.needs == Needs::write ? call.type->write_scope : call.type->read_scope;
}

json::value parsed(std::string const& body) {
  boost::system::error_code fault;
  auto value = json::parse(body, fault);
  return fault ? json::value() : value;
}

Reply unauthorized(bool expired) {
  if (expired)
    return failure(401, "EXPIRED_AUTHENTICATION",
                   "The OAuth token used to make this call expired some time ago.");
  return failure(401, "INVALID_AUTHENTICATION", "Authentication credentials not found.");
}

Reply act(State& state, crm::HttpExchangeRequest const& request, std::string const& path,
          Grant const& grant) {
  bool path_known = false;
  for (auto const& route : routes) {
    Call call{request, nullptr, "", "", "", {}};
    if (!fit(path, route.path, call)) continue;
    path_known = true;
    if (route.method != request.method) continue;
    auto const scope = scope_for(route, call);
    bool const withdrawn = route.needs == Needs::write && !state.may_log;
    if (!scope.empty() && (withdrawn || !grant.scopes.contains(scope))) return missing_scope(scope);
    bool const has_body = request.method == "POST" || request.method == "PATCH";
    if (has_body && !request.header("Content-Type").starts_with("application/json"))
      return failure(415, "UNSUPPORTED_MEDIA_TYPE", "application/json is expected");
    if (has_body) call.body = parsed(request.body);
    if (has_body && !call.body.is_object()) return invalid_json();
    return route.act(state, call);
  }
  return path_known ? failure(405, "METHOD_NOT_ALLOWED", "Method not allowed") : not_found();
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
  auto& plan = state.plan;
  if (name == "consent") return take_text(value, app.consent);
  if (name == "clientId") return take_text(value, app.client_id);
  if (name == "clientSecret") return take_text(value, app.client_secret);
  if (name == "redirectUri") return take_text(value, app.redirect_uri);
  if (name == "scopes") return take_text(value, app.scopes);
  if (name == "daily") return take_number(value, plan.daily);
  if (name == "burst") return take_number(value, plan.burst_key) && take_number(value, plan.burst_oauth);
  if (name == "searches") return take_number(value, plan.searches);
  if (name == "retryAfter") return take_number(value, plan.retry_after);
  if (name == "accessLifetime" && value.is_int64())
    app.access_lifetime = std::chrono::seconds(value.get_int64());
  if (name == "indexLag" && value.is_int64()) state.index_lag = std::chrono::milliseconds(value.get_int64());
  if (name == "accessLifetime" || name == "indexLag") return value.is_int64();
  if (name == "calculatedPhones" && value.is_bool()) state.calculated_phones = value.get_bool();
  if (name == "calculatedPhones") return value.is_bool();
  if (name == "revokeAll") state.oauth.revoke_all();
  if (name == "expireAccess") state.oauth.expire_access();
  return name == "revokeAll" || name == "expireAccess" || set_neutral(state, name, value);
}

json::object inspected(Portal const& portal, std::string_view type, Record const& record) {
  json::object row{{"id", std::to_string(record.id)}, {"archived", record.archived}};
  json::object properties, links;
  for (auto const& [name, value] : record.properties) properties[name] = value;
  for (auto const* other : {"contacts", "companies", "deals", "tickets"}) {
    json::array ids;
    for (auto const id : portal.linked({std::string(type), record.id}, other))
      ids.emplace_back(std::to_string(id));
    if (!ids.empty()) links[other] = std::move(ids);
  }
  row["properties"] = std::move(properties);
  row["associations"] = std::move(links);
  return row;
}

}  // namespace

HubSpot::HubSpot(Now now) : state_{seeded_portal(now()), OAuth(App()), {}, {}, {}, true, true, now} {
  state_.index_lag = std::chrono::seconds(5);
  state_.oauth.add_key(seeded_key, App().scopes);
}

Answer HubSpot::handle(crm::HttpExchangeRequest const& request) {
  if (request.path.starts_with("/oauth/")) {
    auto const& owner = state_.portal.owners.at(0);
    Identity const who{state_.portal.id, owner.at("userId").get_int64(),
                       std::string(owner.at("email").get_string())};
    return {state_.oauth.handle(request, who, state_.now()), 0};
  }
  auto const grant = state_.oauth.grant(request, state_.now());
  if (!grant || grant->expired) return {unauthorized(grant.has_value()), 0};
  auto const path = normalised(request.path);
  Charge const charge{grant->oauth ? "app" : grant->token, grant->oauth, path.ends_with("/search")};
  auto refused = state_.limits.pay(state_.plan, charge, state_.now());
  auto response = refused ? *std::move(refused) : act(state_, request, path, *grant);
  state_.limits.describe(state_.plan, charge, response);
  return {std::move(response), 1};
}

std::optional<boost::json::value> HubSpot::inspect(std::string_view collection) const {
  if (collection == "records") return neutral_records(state_.portal);
  if (collection == "tasks") return neutral_tasks(state_.portal);
  auto const table = state_.portal.tables.find(collection);
  if (table == state_.portal.tables.end()) return std::nullopt;
  json::array all;
  for (auto const& [id, record] : table->second) all.push_back(inspected(state_.portal, collection, record));
  return all;
}

bool HubSpot::configure(boost::json::object const& settings) {
  return std::all_of(settings.begin(), settings.end(),
                     [&](auto const& member) { return set(state_, member.key(), member.value()); });
}

crm::HttpExchangeResponse HubSpot::refusal(int status, std::string_view words) const {
  if (status == 429) return rate_limited("TEN_SECONDLY_ROLLING", words);
  return failure(status, status < 500 ? "VALIDATION_ERROR" : "INTERNAL_ERROR", words);
}

}  // namespace patchbay::sim::hubspot
