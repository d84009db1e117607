#include "activity.hpp"

#include "answer.hpp"

namespace patchbay::hubspot {
namespace {

json::object association(std::string const& id, int type) {
  json::object const kind{{"associationCategory", "HUBSPOT_DEFINED"}, {"associationTypeId", type}};
  return {{"to", json::object{{"id", id}}}, {"types", json::array{kind}}};
}

Error no_record(char const* field) { return invalid_field(field, "is no number of a HubSpot record"); }

// Whom and what a new record belongs to; `kept` gets what the adapter wants to know of it later.
Result<json::array> associations_for(Kind const& kind, ContactRef const& contact,
                                     json::object const& additional, json::object& kept) {
  bool const company = contact.type == "company";
  if (!is_number(contact.id)) return no_record("contactId");
  json::array list{association(contact.id, company ? kind.to_company : kind.to_contact)};
  if (!company && is_number(contact.organization_id))
    list.push_back(association(contact.organization_id, kind.to_company));
  for (auto const& related : related_kinds) {
    auto const id = text(additional, related.kind);
    if (id.empty()) continue;
    if (!is_number(id)) return no_record(related.kind);
    list.push_back(association(id, kind.*related.association));
    kept[related.kind] = id;
  }
  return list;
}

Request unlink(Kind const& kind, std::string const& log, char const* type, std::string const& id) {
  json::object const to{{"id", id}};
  json::object const input{{"from", json::object{{"id", log}}}, {"to", json::array{to}}};
  return batch(associations(kind.type, type) + "/batch/archive", {input});
}

// The requests that file the log as chosen; `kept` changes with them.
Result<std::vector<Request>> refiling(Kind const& kind, std::string const& log, json::object const& choice,
                                      json::object& kept) {
  std::vector<Request> requests;
  for (auto const& related : related_kinds) {
    if (!choice.contains(related.kind)) continue;
    auto const chosen = text(choice, related.kind), before = text(kept, related.kind);
    if (chosen == before) continue;
    if (!chosen.empty() && !is_number(chosen)) return no_record(related.kind);
    if (!before.empty()) requests.push_back(unlink(kind, log, related.type, before));
    kept.erase(related.kind);
    if (chosen.empty()) continue;
    requests.push_back(put(objects(kind.type) + '/' + percent_encoded(log) + "/associations/default/" +
                           related.type + '/' + chosen));
    kept[related.kind] = chosen;
  }
  return requests;
}

}  // namespace

Result<LogRef> create_activity(Http& http, Kind const& kind, json::object properties,
                               ContactRef const& contact, json::object const& additional) {
  LogRef log;
  auto links = associations_for(kind, contact, additional, log.adapter_data);
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
  for (auto const& answer : ask_all(http, *std::move(requests)))
    if (!answer) return answer.error();
  return changed;
}

}  // namespace patchbay::hubspot
