#include "activity.hpp"

#include "answer.hpp"

namespace patchbay::hubspot {
namespace {

struct Related {
  char const* kind;  // in `additional`
  char const* type;  // in HubSpot's paths
  int Kind::*association;
};
constexpr Related related_kinds[] = {{"deal", "deals", &Kind::to_deal},
                                     {"ticket", "tickets", &Kind::to_ticket}};

json::object association(std::string const& id, int type) {
  json::object const kind{{"associationCategory", "HUBSPOT_DEFINED"}, {"associationTypeId", type}};
  return {{"to", json::object{{"id", id}}}, {"types", json::array{kind}}};
}

// Whom and what a new record belongs to; `kept` gets what the adapter wants to know of it later.
Result<json::array> associations_for(Kind const& kind, Filing const& filing, json::object& kept) {
  auto const& contact = filing.contact;
  bool const company = contact.type == "company";
  if (!is_number(contact.id)) return invalid_field("contactId", "is no number of a HubSpot record");
  json::array list{association(contact.id, company ? kind.to_company : kind.to_contact)};
  if (!company && is_number(contact.organization_id))
    list.push_back(association(contact.organization_id, kind.to_company));
  for (auto const& related : related_kinds) {
    auto const id = text(filing.additional, related.kind);
    if (id.empty()) continue;
    if (!is_number(id)) return invalid_field(related.kind, "is no number of a HubSpot record");
    list.push_back(association(id, kind.*related.association));
    kept[related.kind] = id;
  }
  return list;
}

Request unlink(Kind const& kind, std::string const& log, char const* type, std::string const& id) {
  json::object const input{{"from", json::object{{"id", log}}},
                           {"to", json::array{json::object{{"id", id}}}}};
  return post(associations(kind.type, type) + "/batch/archive")
      .json(json::object{{"inputs", json::array{input}}})
      .repeatable();
}

Request link(Kind const& kind, std::string const& log, char const* type, std::string const& id) {
  return put(objects(kind.type) + '/' + percent_encoded(log) + "/associations/default/" + type + '/' +
             percent_encoded(id));
}

// The requests that file the log as chosen; `kept` changes with them.
Result<std::vector<Request>> refiling(Kind const& kind, std::string const& log, json::object const& choice,
                                      json::object& kept) {
  std::vector<Request> requests;
  for (auto const& related : related_kinds) {
    if (!choice.contains(related.kind)) continue;
    auto const chosen = text(choice, related.kind), before = text(kept, related.kind);
    if (chosen == before) continue;
    if (!chosen.empty() && !is_number(chosen))
      return invalid_field(related.kind, "is no number of a HubSpot record");
    if (!before.empty()) requests.push_back(unlink(kind, log, related.type, before));
    if (!chosen.empty()) requests.push_back(link(kind, log, related.type, chosen));
    if (chosen.empty())
      kept.erase(related.kind);
    else
      kept[related.kind] = chosen;
  }
  return requests;
}

}  // namespace

Result<LogRef> create_activity(Http& http, Kind const& kind, json::object properties, Filing const& filing) {
  LogRef log;
  auto links = associations_for(kind, filing, log.adapter_data);
  if (!links) return links.error();
  json::object const body{{"properties", std::move(properties)}, {"associations", *std::move(links)}};
  auto const answer = created(http.send(post(objects(kind.type)).json(body)));
  if (!answer) return answer.error();
  log.id = text(*answer, "id");
  return log;
}

Result<LogRef> change_activity(Http& http, Kind const& kind, LogRef const& log,
                               json::object const& properties, json::object const& additional) {
  auto changed = log;
  auto requests = refiling(kind, log.id, additional, changed.adapter_data);
  if (!requests) return requests.error();
  if (!properties.empty()) {
    auto const target = objects(kind.type) + '/' + percent_encoded(log.id);
    requests->push_back(patch(target).json(json::object{{"properties", properties}}).repeatable());
  }
  if (requests->empty()) return log;
  for (auto const& reply : http.send_all(*std::move(requests))) {
    auto const answer = document(reply);
    if (!answer) return answer.error();
  }
  return changed;
}

json::object new_properties(Scope const& scope, UtcTime time) {
  json::object properties{{"hs_timestamp", iso8601(time)}};
  auto const owner = scope.variables.find("user.owner_id");
  if (owner != scope.variables.end() && !owner->second.empty())
    properties["hubspot_owner_id"] = owner->second;
  return properties;
}

}  // namespace patchbay::hubspot
