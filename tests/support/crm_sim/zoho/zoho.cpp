#include "crm_sim/zoho/zoho.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <utility>

namespace patchbay::sim::zoho {
namespace {

constexpr std::string_view base = "/crm/v8/";

// {module}, {id} and {related} stand for one part of the path.
struct Route {
  std::string_view method;
  std::string_view path;
  Reply (*act)(State&, Call const&);
};

// What is named stands before what is any module.
constexpr Route routes[] = {{"GET", "users", list_users},
                            {"GET", "org", read_org},
                            {"GET", "settings/modules", list_modules},
                            {"GET", "settings/modules/{id}", list_modules},
                            {"GET", "settings/fields", list_fields},
                            {"GET", "settings/related_lists", list_relations},
                            {"GET", "settings/call_preferences", call_preferences},
                            {"POST", "coql", run_query},
                            {"POST", "__composite_requests", run_composite},
                            {"GET", "{module}/search", search_records},
                            {"GET", "{module}/deleted", list_deleted},
                            {"GET", "{module}", list_records},
                            {"POST", "{module}", create_records},
                            {"PUT", "{module}", update_records},
                            {"GET", "{module}/{id}", read_record},
                            {"PUT", "{module}/{id}", update_records},
                            {"DELETE", "{module}/{id}", delete_record},
                            {"GET", "{module}/{id}/{related}", read_related}};

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  while (true) {
    auto const slash = path.find('/');
    parts.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    path.remove_prefix(slash + 1);
  }
}

bool fit(std::string_view path, std::string_view pattern, Call& call, std::string& module) {
  auto const given = parts_of(path), wanted = parts_of(pattern);
  if (given.size() != wanted.size()) return false;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (wanted[i] == "{module}")
      module = given[i];
    else if (wanted[i] == "{id}")
      call.id = given[i];
    else if (wanted[i] == "{related}")
      call.related = given[i];
    else if (wanted[i] != given[i])
      return false;
  }
  return true;
}

Charge charge_for(std::string const& path) {
  if (path.ends_with("/__composite_requests")) return {1, 5};
  return path.ends_with("/search") ? Charge{3, 1} : Charge{1, 1};
}

bool take_text(json::value const& value, std::string& into) {
  if (value.is_string()) into = std::string(value.get_string());
  return value.is_string();
}

template <class Number>
bool take_number(json::value const& value, Number& into) {
  if (value.is_int64()) into = Number(value.get_int64());
  return value.is_int64();
}

bool take_word(json::value const& value, std::set<std::string, std::less<>>& into) {
  if (value.is_string()) into.insert(std::string(value.get_string()));
  return value.is_string();
}

bool set(State& state, std::string_view name, json::value const& value) {
  auto& app = state.oauth.app();
  auto& quirks = state.quirks;
  if (name == "consent") return take_text(value, app.consent);
  if (name == "clientId") return take_text(value, app.client_id);
  if (name == "clientSecret") return take_text(value, app.client_secret);
  if (name == "redirectUri") return take_text(value, app.redirect_uri);
  if (name == "accountsServer") return take_text(value, app.accounts_server);
  if (name == "phoneMatch") return take_text(value, quirks.phone_match);
  if (name == "duration") return take_text(value, quirks.duration);
  if (name == "duplicateKey") return take_text(value, quirks.duplicate_key);
  if (name == "unique") return take_word(value, quirks.unique_fields);
  if (name == "deny") return take_word(value, quirks.denied);
  if (name == "credits") return take_number(value, state.plan.credits);
  if (name == "concurrency") return take_number(value, state.plan.concurrency);
  if (name == "flight") return take_number(value, state.plan.flight);
  if (name == "retryAfter") return take_number(value, state.plan.retry_after);
  if (name == "indexLag") return take_number(value, quirks.index_lag);
  if (name == "accessLifetime") return take_number(value, app.access_lifetime);
  if (name == "leadCompany" && value.is_bool()) quirks.lead_company = value.get_bool();
  if (name == "leadCompany") return value.is_bool();
  if (name == "revokeAll") state.oauth.revoke_all();
  if (name == "expireAccess") state.oauth.expire_access();
  return name == "revokeAll" || name == "expireAccess" || set_neutral(state, name, value);
}

}  // namespace

std::optional<Reply> refused(State const& state, Call const& call, std::string_view operation) {
  auto const name = std::string(call.module->api_name);
  if (!call.grant.allows("ZohoCRM.modules." + name + "." + std::string(operation))) return scope_mismatch();
  if (state.quirks.denied.contains(name)) return no_permission("Crm_Implied_View_" + name);
  bool const log = name == "Calls" || name == "Notes" || name == "Tasks";
  if (log && operation != "READ" && !state.quirks.may_log) return no_permission("Crm_Implied_Edit_" + name);
  return std::nullopt;
}

Reply act(State& state, Call call) {
  auto const& request = call.request;
  if (!request.path.starts_with(base))
    return failure(404, "INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one");
  auto const path = std::string_view(request.path).substr(base.size());
  bool path_known = false;
  for (auto const& route : routes) {
    std::string module;
    if (!fit(path, route.path, call, module)) continue;
    path_known = true;
    if (route.method != request.method) continue;
    call.module = module.empty() ? nullptr : module_named(module);
    if (!module.empty() && !call.module)
      return failure(400, "INVALID_MODULE", "the module name given seems to be invalid");
    bool const writes = request.method == "POST" || request.method == "PUT";
    if (writes && !call.body.is_object())
      return failure(400, "INVALID_DATA", "body", {{"expected_data_type", "jsonobject"}});
    return route.act(state, call);
  }
  if (path_known)
    return failure(405, "INVALID_REQUEST_METHOD", "The http request method type is not a valid one");
  return failure(404, "INVALID_URL_PATTERN", "Please check if the URL trying to access is a correct one");
}

Zoho::Zoho(Now now) : state_{seeded_org(now()), OAuth(App()), {}, {}, {}, now} {
  state_.oauth.add_access(seeded_token, every_scope, now() + std::chrono::hours(24 * 365));
  state_.oauth.add_refresh(seeded_refresh, every_scope);
}

Answer Zoho::handle(crm::HttpExchangeRequest const& request) {
  if (request.path.starts_with("/oauth/")) return {state_.oauth.handle(request, state_.now()), 0};
  auto const grant = state_.oauth.grant(request, state_.now());
  if (!grant || grant->expired) return {invalid_token(), 0};
  auto const charge = charge_for(request.path);
  boost::system::error_code fault;
  auto body = json::parse(request.body, fault);
  if (fault) body = nullptr;
  auto over = state_.limits.pay(state_.plan, charge, state_.now());
  auto response = over ? *over : act(state_, {request, *grant, 200, nullptr, "", "", std::move(body)});
  auto const left = std::max(0, state_.limits.left(state_.plan));
  response.headers.emplace_back("X-API-CREDITS-REMAINING", std::to_string(left));
  return {std::move(response), over ? 0 : charge.credits};
}

std::optional<boost::json::value> Zoho::inspect(std::string_view collection) const {
  if (collection == "records") return neutral_records(state_.org);
  auto const table = state_.org.tables.find(collection);
  if (table == state_.org.tables.end()) return std::nullopt;
  json::array all;
  for (auto const& [id, record] : table->second) {
    auto row = record.fields;
    row["id"] = id;
    row["deleted"] = record.deleted;
    all.push_back(std::move(row));
  }
  return all;
}

crm::HttpExchangeResponse Zoho::refusal(int status, std::string_view words) const {
  if (status == 429) return failure(status, "TOO_MANY_REQUESTS", words);
  return failure(status, status < 500 ? "INVALID_REQUEST" : "INTERNAL_ERROR", words);
}

bool Zoho::configure(boost::json::object const& settings) {
  return std::all_of(settings.begin(), settings.end(),
                     [&](auto const& member) { return set(state_, member.key(), member.value()); });
}

}  // namespace patchbay::sim::zoho
