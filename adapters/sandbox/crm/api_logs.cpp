// Calls, messages and tasks in the API: resources of one kind, told apart by a table of what they hold.
#include "crm/api.hpp"
#include "crm/contacts.hpp"
#include "crm/fields.hpp"

namespace patchbay::crm {

namespace {

constexpr Field new_call[] = {
    {"external_id"},
    {"contact_id", Field::id},  // without: nobody knows yet who it was
    {"deal_id", Field::id},
    {"subject", Field::text, true},
    {"body"},
    {"direction", Field::word, true, "inbound|outbound"},
    {"from_number"},
    {"to_number"},
    {"started_at", Field::time, true},
    {"duration", Field::number},
    {"result"},
    {"recording_url"},
};

constexpr Field call_change[] = {
    {"contact_id", Field::id},
    {"subject", Field::text, true},
    {"body"},
    {"started_at", Field::time, true},
    {"duration", Field::number},
    {"deal_id", Field::id},
    {"result"},
    {"recording_url"},
};

constexpr Field new_message[] = {
    {"external_id"},
    {"contact_id", Field::id, true},
    {"deal_id", Field::id},
    {"kind", Field::word, true, "sms|voicemail|fax"},
    {"subject", Field::text, true},
    {"body"},
    {"direction", Field::word, true, "inbound|outbound"},
    {"sent_at", Field::time, true},
};

constexpr Field message_change[] = {{"subject", Field::text, true}, {"body"}, {"deal_id", Field::id}};

constexpr Field new_task[] = {
    {"external_id"}, {"contact_id", Field::id},     {"deal_id", Field::id}, {"subject", Field::text, true},
    {"body"},        {"due_at", Field::time, true},
};

constexpr Field task_change[] = {{"contact_id", Field::id},
                                 {"subject", Field::text, true},
                                 {"body"},
                                 {"due_at", Field::time, true},
                                 {"deal_id", Field::id}};

struct Resource {
  std::string_view name;
  std::string table;
  std::string view;
  std::string time;  // the column that says when
  std::span<Field const> new_fields;
  std::span<Field const> change_fields;
};

Resource const calls{"call", "calls", "call_records", "started_at", new_call, call_change};
Resource const messages{"message", "messages", "message_records", "sent_at", new_message, message_change};
Resource const tasks{"task", "tasks", "task_records", "due_at", new_task, task_change};

std::optional<Row> record(Database& database, Resource const& resource, Id id) {
  return database.row("SELECT * FROM " + resource.view + " WHERE id = ?", {json::value(id)});
}

std::string quoted_etag(Row const& row) { return '"' + std::string(row.at("etag").as_string()) + '"'; }

HttpExchangeResponse record_response(int status, Row const& row) {
  auto response = json_response(status, row);
  response.headers.emplace_back("ETag", quoted_etag(row));
  return response;
}

Result<HttpExchangeResponse> record_response(int status, Database& database, Resource const& resource,
                                             Id id) {
  auto const row = record(database, resource, id);
  if (!row) return no_such(resource.name);
  return record_response(status, *row);
}

// The contact, where there is one, must exist, and the deal be one of that contact's.
std::optional<Problem> wrong_reference(Database& database, Row const& fields, json::value const& contact_id) {
  if (!contact_id.is_null() && !contact(database, contact_id.as_int64()))
    return unprocessable("contact_id", "is no contact");
  auto const* deal = fields.if_contains("deal_id");
  if (!deal || deal->is_null()) return std::nullopt;
  if (database.row("SELECT id FROM deals WHERE id = ? AND contact_id = ?", {*deal, contact_id}))
    return std::nullopt;
  return unprocessable("deal_id", "is no deal of this contact");
}

template <Resource const& resource>
Result<HttpExchangeResponse> list(ApiCall const& call) {
  auto const limit = limit_of(call.request);
  if (!limit) return limit.error();
  std::string where = "1";
  Values values;
  auto const filter = [&](char const* parameter, std::string const& condition) {
    auto const value = call.request.parameter(parameter);
    if (!value) return;
    where += " AND " + condition;
    values.emplace_back(*value);
  };
  filter("ids", "instr(',' || ? || ',', ',' || id || ',')");
  filter("external_id", "external_id = ?");
  filter("contact_id", "contact_id = CAST(? AS INTEGER)");
  values.emplace_back(*limit + 1);
  return list_response(call.database.rows("SELECT * FROM " + resource.view + " WHERE " + where +
                                              " ORDER BY " + resource.time + " DESC, id DESC LIMIT ?",
                                          values),
                       *limit);
}

template <Resource const& resource>
Result<HttpExchangeResponse> get(ApiCall const& call) {
  return record_response(200, call.database, resource, call.id);
}

// The record that a creation with an external id has led to before.
Result<HttpExchangeResponse> again(Row const& earlier, Row const& fields) {
  if (earlier.at("contact_id") == fields.at("contact_id")) return record_response(200, earlier);
  return Problem{409, "conflict", "This external id belongs to a record of another contact.", "external_id"};
}

template <Resource const& resource>
Result<HttpExchangeResponse> create(ApiCall const& call) {
  auto fields = read_new(call.request.body, resource.new_fields);
  if (!fields) return fields.error();
  if (fields->contains("external_id") && fields->at("external_id") == "") fields->erase("external_id");
  fields->emplace("contact_id", nullptr);  // where none is given
  auto const wrong = wrong_reference(call.database, *fields, fields->at("contact_id"));
  if (wrong) return *wrong;
  if (fields->contains("external_id")) {
    auto const earlier = call.database.row("SELECT * FROM " + resource.view + " WHERE external_id = ?",
                                           {fields->at("external_id")});
    if (earlier) return again(*earlier, *fields);
  }
  auto const id = call.database.insert(resource.table, *fields);
  return record_response(201, call.database, resource, id);
}

template <Resource const& resource>
Result<HttpExchangeResponse> change(ApiCall const& call) {
  auto const row = record(call.database, resource, call.id);
  if (!row) return no_such(resource.name);
  auto const condition = call.request.header("If-Match");
  if (!condition.empty() && condition != quoted_etag(*row)) {
    return Problem{412, "precondition_failed", "The record was changed meanwhile.", {}};
  }
  auto fields = read_change(call.request.body, resource.change_fields);
  if (!fields) return fields.error();
  auto const* moved_to = fields->if_contains("contact_id");
  auto const contact_id = moved_to ? *moved_to : row->at("contact_id");
  if (contact_id != row->at("contact_id")) fields->emplace("deal_id", nullptr);  // the deal was the other's
  auto const wrong = wrong_reference(call.database, *fields, contact_id);
  if (wrong) return *wrong;
  call.database.update(resource.table, call.id, *fields);
  return record_response(200, call.database, resource, call.id);
}

template <Resource const& resource>
Result<HttpExchangeResponse> remove(ApiCall const& call) {
  if (call.database.run("DELETE FROM " + resource.table + " WHERE id = ?", {json::value(call.id)}) == 0) {
    return no_such(resource.name);
  }
  return HttpExchangeResponse{.status = 204};
}

constexpr Route routes[] = {
    {"GET", "calls", list<calls>},
    {"POST", "calls", create<calls>},
    {"GET", "calls/#", get<calls>},
    {"PATCH", "calls/#", change<calls>},
    {"DELETE", "calls/#", remove<calls>},
    {"GET", "messages", list<messages>},
    {"POST", "messages", create<messages>},
    {"GET", "messages/#", get<messages>},
    {"PATCH", "messages/#", change<messages>},
    {"DELETE", "messages/#", remove<messages>},
    {"GET", "tasks", list<tasks>},
    {"POST", "tasks", create<tasks>},
    {"GET", "tasks/#", get<tasks>},
    {"PATCH", "tasks/#", change<tasks>},
    {"DELETE", "tasks/#", remove<tasks>},
};

}  // namespace

std::span<Route const> log_routes() { return routes; }

}  // namespace patchbay::crm
