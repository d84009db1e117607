// Creating and changing records: each for itself, with its own row in the answer.
#include <boost/json/serialize.hpp>
#include <cstdlib>

#include "crm_sim/zoho/endpoints.hpp"

namespace patchbay::sim::zoho {
namespace {

constexpr std::size_t most_records = 100;

json::object who(Org const& org) {
  return {{"name", org.name_of("users", org.user_id())}, {"id", org.user_id()}};
}

json::object done(Org const& org, Record const& record, char const* message) {
  json::object details{{"Modified_Time", written(record.modified)},
                       {"Modified_By", who(org)},
                       {"Created_Time", written(record.created)},
                       {"id", record.id},
                       {"Created_By", who(org)}};
  return {{"code", "SUCCESS"}, {"details", std::move(details)}, {"message", message}, {"status", "success"}};
}

// Fields that Zoho does not know or does not let anybody write are passed over.
void take(Module const& module, json::object const& given, Record& record) {
  for (auto const& member : given) {
    auto const* field = field_of(module, member.key());
    if (field && !field->read_only) record.fields[member.key()] = member.value();
    if (member.key() == "$se_module") record.fields["$se_module"] = member.value();
  }
  // What belongs to nothing has no module either. (An inference.)
  auto const* what = given.if_contains("What_Id");
  if (what && what->is_null()) record.fields["$se_module"] = nullptr;
  auto const* parent = given.if_contains("Parent_Id");
  if (parent) record.fields["$se_module"] = parent->at("module").at("api_name");
}

// What the two parts of a duration mean depends on the organisation.
void count_seconds(State const& state, Record& record) {
  auto const duration = text_at(record.fields, "Call_Duration");
  auto const colon = duration.find(':');
  if (colon == std::string::npos || text_at(record.fields, "Call_Type") == "Missed") return;
  auto const first = std::atoi(duration.c_str()), second = std::atoi(duration.c_str() + colon + 1);
  record.fields["Call_Duration_in_seconds"] =
      state.quirks.duration == "hh:mm" ? 3600 * first + 60 * second : 60 * first + second;
}

json::object create_one(State& state, Call const& call, json::object const& given) {
  if (auto fault = fault_in(state, *call.module, given, nullptr)) return *std::move(fault);
  auto& record = state.org.add(call.module->api_name, {}, state.now());
  take(*call.module, given, record);
  if (call.module->api_name == "Calls") count_seconds(state, record);
  return done(state.org, record, "record added");
}

json::object update_one(State& state, Call const& call, json::object const& given) {
  auto* record = state.org.live(call.module->api_name, call.id.empty() ? text_at(given, "id") : call.id);
  if (!record) return invalid_id();
  if (auto fault = fault_in(state, *call.module, given, record)) return *std::move(fault);
  take(*call.module, given, *record);
  record->modified = state.now();
  if (call.module->api_name == "Calls") count_seconds(state, *record);
  return done(state.org, *record, "record updated");
}

Reply each(State& state, Call const& call, int success,
           json::object (*write)(State&, Call const&, json::object const&)) {
  auto const* data = call.body.is_object() ? call.body.get_object().if_contains("data") : nullptr;
  if (!data || !data->is_array() || data->get_array().empty())
    return failure(400, "MANDATORY_NOT_FOUND", "required field not found", {{"api_name", "data"}});
  auto const most = call.most_rows == 200 ? most_records : 1;
  if (data->get_array().size() > most) return failure(400, "LIMIT_EXCEEDED", "too many records");
  json::array rows;
  std::size_t failed = 0;
  for (auto const& one : data->get_array()) {
    rows.push_back(one.is_object() ? write(state, call, one.get_object())
                                   : error_body("INVALID_DATA", "body", {}));
    failed += text_at(rows.back().get_object(), "status") == "error";
  }
  auto const status = failed == 0 ? success : failed == rows.size() ? 400 : 207;
  return json_response(status, json::object{{"data", std::move(rows)}});
}

}  // namespace

Reply create_records(State& state, Call const& call) {
  if (auto no = refused(state, call, "CREATE")) return *std::move(no);
  return each(state, call, 201, create_one);
}

Reply update_records(State& state, Call const& call) {
  if (auto no = refused(state, call, "UPDATE")) return *std::move(no);
  return each(state, call, 200, update_one);
}

}  // namespace patchbay::sim::zoho
