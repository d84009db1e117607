#include "outbox/crm_log.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "base/iso_time.hpp"

namespace patchbay::outbox {
namespace {

namespace json = boost::json;

std::string text(json::object const& object, std::string_view name) {
  auto const* value = object.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

json::object member(json::object const& object, std::string_view name) {
  auto const* value = object.if_contains(name);
  return value && value->is_object() ? value->get_object() : json::object();
}

Error nonsense(std::string const& operation) {
  return fail(ErrorCode::bad_reply, "The adapter's answer to " + operation + " is not what was agreed.");
}

json::object log_ref(std::string const& log_id, json::object const& adapter_data) {
  return {{"id", log_id}, {"adapterData", adapter_data}};
}

Error error_of_row(json::object const& row) {
  auto const error = member(row, "error");
  auto const* status = error.if_contains("status");
  return fail(error_code_from(status && status->is_int64() ? static_cast<int>(status->get_int64()) : 0),
              text(error, "message"));
}

}  // namespace

json::object CrmLog::contact() const { return member(entry_.wanted, "contact"); }

Result<json::object> CrmLog::ask(std::string const& operation, json::object params) const {
  auto reply = crm_.call(entry_.key.account, operation, std::move(params), context_);
  if (!reply) return reply.error();
  if (!reply->is_object()) return nonsense(operation);
  return std::move(reply->get_object());
}

Result<std::optional<LogReading>> CrmLog::find(std::string& log_id) const {
  if (!offers("find")) return std::optional<LogReading>();
  auto const since = std::chrono::floor<std::chrono::seconds>(entry_.created_at) - std::chrono::minutes(5);  // clocks differ
  auto const reply = ask(resource_ + ".find",
                         {{"sessionId", entry_.key.mark}, {"contact", contact()}, {"since", to_iso(since)}});
  if (!reply) return reply.error();
  auto const log = member(*reply, "log");
  if (log.empty()) return std::optional<LogReading>();
  log_id = text(log, "id");
  if (log_id.empty()) return nonsense(resource_ + ".find");
  return std::optional(LogReading{{}, {}, member(log, "adapterData")});
}

Result<LogReading> CrmLog::read(std::string const& log_id, json::object const& adapter_data) const {
  auto const operation = resource_ + ".get";
  auto const reply = ask(operation, {{"logs", json::array{log_ref(log_id, adapter_data)}}});
  if (!reply) return reply.error();
  auto const* logs = reply->if_contains("logs");
  if (!logs || !logs->is_array() || logs->get_array().size() != 1 || !logs->get_array()[0].is_object()) {
    return nonsense(operation);
  }
  auto const& row = logs->get_array()[0].get_object();
  if (row.contains("error") && !row.at("error").is_null()) return error_of_row(row);
  return LogReading{text(row, "subject"), text(row, "body"), member(row, "adapterData")};
}

Result<Delivered> CrmLog::create(json::object params) const {
  params["contact"] = contact();
  auto const body = text(params, "body");
  auto const reply = ask(resource_ + ".create", std::move(params));
  if (!reply) return reply.error();
  Delivered delivered{text(*reply, "id"), member(*reply, "adapterData"), body};
  if (delivered.log_id.empty()) return nonsense(resource_ + ".create");
  return delivered;
}

Result<Delivered> CrmLog::update(std::string const& log_id, json::object const& adapter_data, json::object params) const {
  params["log"] = log_ref(log_id, adapter_data);
  params["contact"] = contact();
  auto const reply = ask(resource_ + ".update", std::move(params));
  if (!reply) return reply.error();
  return Delivered{log_id, member(*reply, "adapterData"), {}};
}

Result<Delivered> CrmLog::set_disposition(std::string const& log_id, json::object const& adapter_data,
                                          json::object const& dispositions) const {
  auto const reply = ask("callDisposition.set", {{"log", log_ref(log_id, adapter_data)},
                                                 {"contact", contact()},
                                                 {"dispositions", dispositions}});
  if (!reply) return reply.error();
  return Delivered{log_id, member(*reply, "adapterData"), {}};
}

}  // namespace patchbay::outbox
