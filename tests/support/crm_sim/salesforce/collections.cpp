// Up to 200 records in one request: /composite/sobjects.
#include "crm_sim/salesforce/endpoints.hpp"

namespace patchbay::sim::salesforce {
namespace {

constexpr std::size_t most_records = 200, most_reads = 2000;

json::array const& array_of(Call const& call, std::string_view name, std::size_t most) {
  auto const* list = call.body.is_object() ? call.body.get_object().if_contains(name) : nullptr;
  if (!list || !list->is_array())
    throw Refusal{400, "JSON_PARSER_ERROR", "'" + std::string(name) + "' is expected"};
  if (list->get_array().size() > most)
    throw Refusal{400, "INVALID_INPUT", "The number of records is greater than " + std::to_string(most)};
  return list->get_array();
}

std::string text_at(json::object const& object, std::string_view name) {
  auto const* value = object.if_contains(name);
  return value ? text_of(*value) : std::string();
}

ObjectType const& type_of(State const& state, json::object const& record) {
  auto const* attributes = record.if_contains("attributes");
  if (!attributes || !attributes->is_object())
    throw Refusal{400, "INVALID_INPUT", "'attributes' is expected"};
  return visible_type(text_at(attributes->get_object(), "type"), state.hidden);
}

json::object failure(Refusal const& refusal) {
  json::array fields;
  for (auto const& field : refusal.fields) fields.emplace_back(field);
  json::object const error{
      {"statusCode", refusal.code}, {"message", refusal.message}, {"fields", std::move(fields)}};
  return {{"success", false}, {"errors", json::array{error}}};
}

// Each record on its own; with "allOrNone" one failure takes all back.
Reply write_each(State& state, json::array const& records, bool all_or_none,
                 std::function<std::string(json::object const&)> const& write) {
  auto const before = state.org;
  json::array results;
  bool failed = false;
  for (auto const& item : records) {
    try {
      if (!item.is_object()) throw Refusal{400, "JSON_PARSER_ERROR", "a record is expected"};
      results.push_back(
          json::object{{"id", write(item.get_object())}, {"success", true}, {"errors", json::array()}});
    } catch (Refusal const& refusal) {
      failed = true;
      results.push_back(failure(refusal));
    }
  }
  if (failed && all_or_none) {
    state.org = before;
    for (auto& one : results)
      if (one.at("success").get_bool())
        one = failure({400, "ALL_OR_NONE_OPERATION_ROLLED_BACK",
                       "Record rolled back because not all records were valid"});
  }
  return json_response(200, results);
}

bool all_or_none(Call const& call) {
  auto const* wish = call.body.is_object() ? call.body.get_object().if_contains("allOrNone") : nullptr;
  return wish && wish->is_bool() && wish->get_bool();
}

Record& live(State& state, std::string const& id) {
  auto* record = state.org.find(id);
  if (!record) throw Refusal{400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"};
  if (record->deleted) throw Refusal{400, "ENTITY_IS_DELETED", "entity is deleted"};
  return *record;
}

}  // namespace

Reply create_rows(State& state, Call const& call) {
  return write_each(state, array_of(call, "records", most_records), all_or_none(call),
                    [&](json::object const& record) {
                      return write_row(state, type_of(state, record), nullptr, record, false).id;
                    });
}

Reply update_rows(State& state, Call const& call) {
  return write_each(
      state, array_of(call, "records", most_records), all_or_none(call), [&](json::object const& record) {
        auto fields = record;
        auto& existing =
            live(state, text_at(record, "id").empty() ? text_at(record, "Id") : text_at(record, "id"));
        fields.erase("id");
        fields.erase("Id");
        return write_row(state, type_of(state, record), &existing, fields, true).id;
      });
}

Reply delete_rows(State& state, Call const& call) {
  auto const ids = call.request.parameter("ids").value_or("");
  json::array records;
  for (std::size_t begin = 0; begin < ids.size();) {
    auto const end = std::min(ids.find(',', begin), ids.size());
    records.push_back(json::object{{"id", ids.substr(begin, end - begin)}});
    begin = end + 1;
  }
  return write_each(state, records, call.request.parameter("allOrNone") == "true",
                    [&](json::object const& record) {
                      auto& gone = live(state, text_at(record, "id"));
                      gone.deleted = true;
                      return gone.id;
                    });
}

Reply read_rows(State& state, Call const& call) {
  std::vector<Path> paths;
  for (auto const& name : array_of(call, "fields", most_reads))
    paths.push_back(path_of(*call.type, text_of(name)));
  json::array rows;
  for (auto const& id : array_of(call, "ids", most_reads)) {
    auto const* record = state.org.live(text_of(id));
    bool const there = record && record->type == call.type;
    rows.push_back(there ? json::value(shown(state.org, *record, paths, call.version)) : json::value());
  }
  return json_response(200, rows);
}

}  // namespace patchbay::sim::salesforce
