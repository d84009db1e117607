#include "outbox/crm_log.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "base/iso_time.hpp"
#include "base/json_read.hpp"
#include "outbox/sent.hpp"

namespace patchbay::outbox {
namespace {

namespace json = boost::json;

Error nonsense(std::string const& operation) {
  return fail(ErrorCode::bad_reply, "The adapter's answer to " + operation + " is not what was agreed.");
}

json::object log_ref(std::string const& log_id, json::object const& adapter_data) {
  return {{"id", log_id}, {"adapterData", adapter_data}};
}

Error error_of_row(json::object const& row) {
  auto const error = object_in(row, "error");
  auto const* status = error.if_contains("status");
  return fail(error_code_from(status && status->is_int64() ? static_cast<int>(status->get_int64()) : 0),
              text_in(error, "message"));
}

}  // namespace

Error too_long(std::string_view text, std::size_t bytes, std::size_t most, char const* field) {
  auto error =
      fail(ErrorCode::invalid_params, std::string(text) + " is " + std::to_string(bytes) +
                                          " bytes long, and the CRM takes " + std::to_string(most) + ".");
  error.field = field;
  return error;
}

json::object CrmLog::contact() const { return object_in(entry_.wanted, "contact"); }

Result<json::object> CrmLog::ask(std::string const& operation, json::object params) const {
  auto reply = crm_.call(entry_.key.account, operation, std::move(params), context_);
  if (!reply) return reply.error();
  if (!reply->is_object()) return nonsense(operation);
  return std::move(reply->get_object());
}

Result<std::optional<LogReading>> CrmLog::find(std::string& log_id) const {
  if (!offers("find")) return std::optional<LogReading>();
  auto const reply =
      ask(resource_ + ".find",
          {{"sessionId", entry_.key.mark},
           {"contact", object_in(*entry_.sent, "contact")},  // a person may have chosen another one since
           {"since", to_iso(std::chrono::floor<std::chrono::seconds>(sent_since(entry_)))}});
  if (!reply) return reply.error();
  auto const log = object_in(*reply, "log");
  if (log.empty()) return std::optional<LogReading>();
  log_id = text_in(log, "id");
  if (log_id.empty()) return nonsense(resource_ + ".find");
  return std::optional(LogReading{{}, {}, object_in(log, "adapterData")});
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
  return LogReading{text_in(row, "subject"), text_in(row, "body"), object_in(row, "adapterData")};
}

bool CrmLog::is_gone() const {
  if (entry_.log_id.empty() || !can_read()) return false;
  auto const reading = read(entry_.log_id, entry_.adapter_data);
  return !reading && reading.error().code == ErrorCode::not_found;
}

Result<Delivered> CrmLog::create(json::object params) const {
  params["contact"] = contact();
  auto const body = text_in(params, "body");
  auto const reply = ask(resource_ + ".create", std::move(params));
  if (!reply) return reply.error();
  Delivered delivered{text_in(*reply, "id"), object_in(*reply, "adapterData"), body};
  if (delivered.log_id.empty()) return nonsense(resource_ + ".create");
  return delivered;
}

Result<Delivered> CrmLog::update(std::string const& log_id, json::object const& adapter_data,
                                 json::object params) const {
  params["log"] = log_ref(log_id, adapter_data);
  params["contact"] = contact();
  auto const reply = ask(resource_ + ".update", std::move(params));
  if (!reply) return reply.error();
  return Delivered{log_id, object_in(*reply, "adapterData"), {}};
}

Result<Delivered> CrmLog::set_disposition(std::string const& log_id, json::object const& adapter_data,
                                          json::object const& dispositions) const {
  auto const reply =
      ask("callDisposition.set",
          {{"log", log_ref(log_id, adapter_data)}, {"contact", contact()}, {"dispositions", dispositions}});
  if (!reply) return reply.error();
  return Delivered{log_id, object_in(*reply, "adapterData"), {}};
}

Result<Delivered> CrmLog::set_contact(std::string const& log_id, json::object const& adapter_data,
                                      json::object const& previous) const {
  if (!offers_operation("callContact.set"))
    return fail(ErrorCode::unsupported, "This CRM's adapter cannot move a log to another contact.");
  auto const reply = ask("callContact.set", {{"log", log_ref(log_id, adapter_data)},
                                             {"contact", contact()},
                                             {"previous", previous},
                                             {"additional", object_in(entry_.wanted, "additional")}});
  if (!reply) return reply.error();
  return Delivered{log_id, object_in(*reply, "adapterData"), {}};
}

}  // namespace patchbay::outbox
