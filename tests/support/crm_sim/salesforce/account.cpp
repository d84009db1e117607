// What an org tells of itself: versions, objects, limits, and who is signed in.
#include "crm_sim/salesforce/endpoints.hpp"

namespace patchbay::sim::salesforce {
namespace {

json::object brief(ObjectType const& type, std::string const& version) {
  auto const base = "/services/data/" + version + "/sobjects/" + std::string(type.name);
  json::object const urls{
      {"sobject", base}, {"describe", base + "/describe"}, {"rowTemplate", base + "/{ID}"}};
  return {{"name", type.name},        {"label", type.name}, {"labelPlural", std::string(type.name) + "s"},
          {"keyPrefix", type.prefix}, {"createable", true}, {"updateable", true},
          {"deletable", true},        {"queryable", true},  {"searchable", true},
          {"custom", false},          {"urls", urls}};
}

json::object described(Field const& field) {
  json::array values, targets;
  for (auto const& choice : field.choices) {
    if (field.type == FieldType::picklist && !choice.empty())
      values.push_back(json::object{{"active", true},
                                    {"defaultValue", &choice == &field.choices.front()},
                                    {"label", choice},
                                    {"value", choice}});
    if (field.type == FieldType::reference) targets.emplace_back(choice);
  }
  bool const createable = field.use != Field::read_only;
  json::object out{{"name", field.name},
                   {"label", field.name},
                   {"type", name_of(field.type)},
                   {"length", field.length},
                   {"createable", createable},
                   {"updateable", createable && field.use != Field::create_only},
                   {"nillable", field.use != Field::required},
                   {"defaultedOnCreate", false},
                   {"filterable", field.filterable()},
                   {"sortable", field.filterable()},
                   {"restrictedPicklist", field.type == FieldType::picklist},
                   {"picklistValues", std::move(values)},
                   {"referenceTo", std::move(targets)}};
  out["relationshipName"] = field.relationship.empty() ? json::value() : json::value(field.relationship);
  return out;
}

// Where the org's interfaces and the user's page are, as an identity tells it.
json::object addresses(Org const& org, std::string const& origin) {
  auto const data = origin + "/services/data/v{version}/", soap = origin + "/services/Soap/";
  return {{"enterprise", soap + "c/{version}/" + org.id},
          {"metadata", soap + "m/{version}/" + org.id},
          {"partner", soap + "u/{version}/" + org.id},
          {"rest", data},
          {"sobjects", data + "sobjects/"},
          {"search", data + "search/"},
          {"query", data + "query/"},
          {"profile", origin + "/" + org.user}};
}

}  // namespace

Reply list_versions(State&, Call const&) {
  json::array versions;
  for (int version = 31; version <= 67; ++version) {
    auto const name = std::to_string(version) + ".0";
    versions.push_back(
        json::object{{"label", "Release " + name}, {"url", "/services/data/v" + name}, {"version", name}});
  }
  return json_response(200, versions);
}

Reply list_resources(State& state, Call const& call) {
  auto const base = "/services/data/" + call.version;
  json::object out{{"identity", state.oauth.identity_url(call.request)}};
  for (auto const* name : {"sobjects", "query", "queryAll", "search", "composite", "limits"})
    out[name] = base + "/" + name;
  return json_response(200, out);
}

Reply list_objects(State& state, Call const& call) {
  json::array list;
  for (auto const& type : object_types())
    if (("," + state.hidden + ",").find("," + std::string(type.name) + ",") == std::string::npos)
      list.push_back(brief(type, call.version));
  return json_response(
      200, json::object{{"encoding", "UTF-8"}, {"maxBatchSize", 200}, {"sobjects", std::move(list)}});
}

Reply object_info(State&, Call const& call) {
  return json_response(
      200, json::object{{"objectDescribe", brief(*call.type, call.version)}, {"recentItems", json::array()}});
}

Reply describe_object(State& state, Call const& call) {
  auto out = brief(*call.type, call.version);
  json::array fields;
  for (auto const& field : call.type->fields)
    if (state.call_fields || call.type->name != "Task" || !field.name.starts_with("Call"))
      fields.push_back(described(field));
  out["fields"] = std::move(fields);
  out["childRelationships"] = json::array();
  out["recordTypeInfos"] = json::array();
  return json_response(200, out);
}

Reply list_limits(State& state, Call const&) {
  json::object const requests{{"Max", state.daily},
                              {"Remaining", std::max(0LL, state.daily - state.used_today)}};
  return json_response(200, json::object{{"DailyApiRequests", requests}});
}

Reply user_info(State& state, Call const& call) {
  auto const* user = state.org.live(state.org.user);
  auto const text = [&](std::string_view name) { return user->fields.at(name); };
  auto const identity = state.oauth.identity_url(call.request);
  auto const origin = identity.substr(0, identity.find("/id/"));
  json::object const photos{{"picture", origin + "/profilephoto/005/F"},
                            {"thumbnail", origin + "/profilephoto/005/T"}};
  return json_response(200, json::object{{"sub", identity},
                                         {"id", identity},
                                         {"asserted_user", true},
                                         {"user_id", state.org.user},
                                         {"organization_id", state.org.id},
                                         {"preferred_username", text("Username")},
                                         {"username", text("Username")},
                                         {"name", text("Name")},
                                         {"display_name", text("Name")},
                                         {"nick_name", "robin"},
                                         {"photos", photos},
                                         {"urls", addresses(state.org, origin)},
                                         {"email", text("Email")},
                                         {"email_verified", true},
                                         {"zoneinfo", text("TimeZoneSidKey")},
                                         {"locale", "en_US"},
                                         {"language", "en_US"},
                                         {"utcOffset", 3600000},
                                         {"active", true},
                                         {"user_type", "STANDARD"},
                                         {"is_salesforce_integration_user", false}});
}

}  // namespace patchbay::sim::salesforce
