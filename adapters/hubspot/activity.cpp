#include "activity.hpp"

#include <algorithm>
#include <iterator>

#include "answer.hpp"

namespace patchbay::hubspot {
namespace {

json::object association(std::string const& id, int type) {
  json::object const kind{{"associationCategory", "HUBSPOT_DEFINED"}, {"associationTypeId", type}};
  return {{"to", json::object{{"id", id}}}, {"types", json::array{kind}}};
}

Error no_record(char const* field) { return invalid_field(field, "is no number of a HubSpot record"); }

// A record on whose page a log stands.
struct Place {
  std::string_view type;  // in HubSpot's paths
  int Kind::*association;
  std::string id;
  bool operator==(Place const&) const = default;
};

// The contact and their company, where the host knows it; none of nobody.
Result<std::vector<Place>> places_of(ContactRef const& contact) {
  std::vector<Place> places;
  if (contact.id.empty()) return places;
  if (!is_number(contact.id)) return no_record("contactId");
  bool const company = contact.type == "company";
  if (!company) places.push_back({"contacts", &Kind::to_contact, contact.id});
  auto const& company_id = company ? contact.id : contact.organization_id;
  if (is_number(company_id)) places.push_back({"companies", &Kind::to_company, company_id});
  return places;
}

// Whom and what a new record belongs to; `kept` gets what the adapter wants to know of it later.
Result<json::array> associations_for(Kind const& kind, ContactRef const& contact,
                                     json::object const& additional, json::object& kept) {
  auto const places = places_of(contact);
  if (!places) return places.error();
  json::array list;
  for (auto const& place : *places) list.push_back(association(place.id, kind.*place.association));
  for (auto const& related : related_kinds) {
    auto const id = text(additional, related.kind);
    if (id.empty()) continue;
    if (!is_number(id)) return no_record(related.kind);
    list.push_back(association(id, kind.*related.association));
    kept[related.kind] = id;
  }
  return list;
}

std::string path_of(Kind const& kind, LogRef const& log) {
  return objects(kind.type) + '/' + percent_encoded(log.id);
}

Request link(Kind const& kind, LogRef const& log, std::string_view type, std::string const& id) {
  return put(path_of(kind, log) + "/associations/default/" + std::string(type) + '/' + id);
}

Request unlink(Kind const& kind, LogRef const& log, std::string_view type, std::string const& id) {
  json::object const to{{"id", id}};
  json::object const input{{"from", json::object{{"id", log.id}}}, {"to", json::array{to}}};
  return batch(associations(kind.type, type) + "/batch/archive", {input});
}

Request changing(Kind const& kind, LogRef const& log, json::object const& properties) {
  return patch(path_of(kind, log)).json(json::object{{"properties", properties}}).repeatable();
}

// What a change of a log's associations takes.
struct Filing {
  std::vector<Request> gains;
  std::vector<Request> losses;
};

// Files the log as chosen; what it keeps of that changes with it.
Result<Filing> refiling(Kind const& kind, LogRef& log, json::object const& choice) {
  Filing filing;
  for (auto const& related : related_kinds) {
    if (!choice.contains(related.kind)) continue;
    auto const chosen = text(choice, related.kind), before = text(log.adapter_data, related.kind);
    if (chosen == before) continue;
    if (!chosen.empty() && !is_number(chosen)) return no_record(related.kind);
    if (!before.empty()) filing.losses.push_back(unlink(kind, log, related.type, before));
    log.adapter_data.erase(related.kind);
    if (chosen.empty()) continue;
    filing.gains.push_back(link(kind, log, related.type, chosen));
    log.adapter_data[related.kind] = chosen;
  }
  return filing;
}

// Sends all at the same time. Error: the first one's.
Result<void> done(Http& http, std::vector<Request> requests) {
  for (auto const& answer : ask_all(http, std::move(requests)))
    if (!answer) return answer.error();
  return {};
}

}  // namespace

Result<LogRef> create_activity(Http& http, Kind const& kind, json::object properties,
                               ContactRef const& contact, json::object const& additional) {
  LogRef log;
  auto links = associations_for(kind, contact, additional, log.adapter_data);
  if (!links) return links.error();
  json::object body{{"properties", std::move(properties)}};
  if (!links->empty()) body["associations"] = *std::move(links);
  auto const answer = created(http.send(post(objects(kind.type)).json(body)));
  if (!answer) return answer.error();
  log.id = text(*answer, "id");
  return log;
}

Result<LogRef> change_activity(Http& http, Kind const& kind, LogRef const& log,
                               json::object const& properties, json::object const& additional) {
  auto changed = log;
  auto filing = refiling(kind, changed, additional);
  if (!filing) return filing.error();
  auto requests = std::move(filing->losses);
  std::move(filing->gains.begin(), filing->gains.end(), std::back_inserter(requests));
  if (!properties.empty()) requests.push_back(changing(kind, log, properties));
  auto const sent = done(http, std::move(requests));
  if (!sent) return sent.error();
  return changed;
}

Result<LogRef> move_activity(Http& http, Kind const& kind, ContactChange const& change,
                             json::object const& properties) {
  auto moved = change.log;
  auto const whose = places_of(change.contact), before = places_of(change.previous);
  if (!whose || !before) return whose ? before.error() : whose.error();
  auto choice = change.additional;
  for (auto const& related : related_kinds)
    choice.emplace(related.kind, "");  // what is not named is no longer
  auto filing = refiling(kind, moved, choice);
  if (!filing) return filing.error();
  for (auto const& place : *whose) filing->gains.push_back(link(kind, moved, place.type, place.id));
  for (auto const& place : *before)
    if (std::find(whose->begin(), whose->end(), place) == whose->end())
      filing->losses.push_back(unlink(kind, moved, place.type, place.id));
  if (!properties.empty()) filing->gains.push_back(changing(kind, moved, properties));
  for (auto* round : {&filing->gains, &filing->losses})
    if (auto const sent = done(http, std::move(*round)); !sent) return sent.error();
  return moved;
}

}  // namespace patchbay::hubspot
