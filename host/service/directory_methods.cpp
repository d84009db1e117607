#include "service/directory_methods.hpp"

#include <boost/json/array.hpp>

#include "service/params.hpp"
#include "service/return_message.hpp"

namespace patchbay::service {
namespace {

using directory::Sync;

void add_time(json::object& into, char const* name, std::optional<UtcTime> const& time) {
  if (time) into[name] = to_iso(*time);
}

}  // namespace

json::object directory_answer(Connection const& row, Sync::Description const& now) {
  auto const& progress = now.status.progress;
  json::object answer{{"platform", row.platform},
                      {"userId", row.user_id},
                      {"state", name_of(now.state)},
                      {"contacts", now.status.contacts},
                      {"full", now.status.full}};
  add_time(answer, "lastSync", progress.synced);
  add_time(answer, "lastFill", progress.filled);
  if (now.problem) {
    answer["problem"] = json::object{{"code", static_cast<int>(now.problem->code)},
                                     {"name", name_of(now.problem->code)},
                                     {"message", now.problem->message}};
  }
  return answer;
}

Result<std::vector<Connection>> DirectoryMethods::meant(json::object const& params) {
  auto const platform = optional_text(params, "platform");
  if (!platform) return platform.error();
  auto rows = Connections(ground_.database).list();
  if (rows && *platform)
    std::erase_if(*rows, [&](Connection const& row) { return row.platform != **platform; });
  return rows;
}

Result<json::value> DirectoryMethods::status(json::object const& params, RequestContext const&) {
  auto const rows = meant(params);
  if (!rows) return rows.error();
  json::array connections;
  for (auto const& row : *rows) connections.push_back(directory_answer(row, sync_.describe(row)));
  return json::object{{"enabled", directory_.on()},
                      {"limit", directory_.most_contacts()},
                      {"connections", std::move(connections)}};
}

Result<json::value> DirectoryMethods::sync(json::object const& params, RequestContext const& request) {
  if (!directory_.on()) {
    return fail(ErrorCode::unsupported, "The contact directory is switched off in Patchbay's configuration.");
  }
  auto const rows = meant(params);
  if (!rows) return rows.error();
  std::set<ConnectionId> ids;
  for (auto const& row : *rows) ids.insert(row.id);
  if (ids.empty())
    return fail(ErrorCode::auth_required, "No CRM of this kind is connected. Sign in to one first.");
  sync_.ask_for(ids);
  auto answer = status(params, request);
  if (!answer) return answer;
  auto& result = answer->as_object();
  result["successful"] = true;
  result["returnMessage"] = success_message("The contacts are being brought up to date.");
  return answer;
}

}  // namespace patchbay::service
