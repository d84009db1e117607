#include "related.hpp"

#include <functional>

#include "answer.hpp"

namespace patchbay::pipedrive {
namespace {

constexpr std::size_t most_ids = 100;  // that GET /persons takes at once

std::string description(json::value const& deal) {
  auto out = text(deal, "stage.name");
  auto const amount = optional<double>(deal, "value").value_or(0);
  if (amount == 0) return out;
  auto const value = find(deal, "value");
  auto const digits = value->is_double() && amount == std::trunc(amount)
                          ? std::to_string(static_cast<long long>(amount))
                          : json::serialize(*value);
  return out + (out.empty() ? "" : ", ") + digits + ' ' + text(deal, "currency");
}

bool open_deal(json::value const& deal) {
  return text(deal, "status") == "open" && !optional<bool>(deal, "is_archived").value_or(false);
}

void replace(Contact& contact, std::string const& kind, std::vector<RelatedRecord> records) {
  std::erase_if(contact.related, [&](RelatedRecord const& one) { return one.kind == kind; });
  for (auto& one : records) contact.related.push_back(std::move(one));
}

// One request of the wave and what its answer changes.
struct Part {
  Request request;
  std::function<void(Found&, json::value const& answer)> take;
};

Part deals_of(std::string const& person) {
  auto request =
      get("/api/v2/deals").query("person_id", person).query("status", "open").query("limit", "500");
  return {request, [person](Found& found, json::value const& answer) {
            std::vector<RelatedRecord> deals;
            for (auto const& deal : list(answer, "data"))
              if (open_deal(deal))
                deals.push_back({"deal", text(deal, "id"), text(deal, "title"), description(deal)});
            if (auto* contact = found.person(person)) replace(*contact, "deal", std::move(deals));
            if (!text(answer, "additional_data.next_cursor").empty()) found.page.truncated = true;
          }};
}

Part leads_of(std::string const& person) {
  auto request = get("/api/v1/leads").query("person_id", person).query("limit", "500");
  return {request, [person](Found& found, json::value const& answer) {
            std::vector<RelatedRecord> leads;
            for (auto const& lead : list(answer, "data"))
              if (!optional<bool>(lead, "is_archived").value_or(false))
                leads.push_back({"lead", text(lead, "id"), text(lead, "title"), ""});
            if (auto* contact = found.person(person)) replace(*contact, "lead", std::move(leads));
            if (optional<bool>(answer, "additional_data.pagination.more_items_in_collection").value_or(false))
              found.page.truncated = true;
          }};
}

void take_dates(Found& found, json::value const& answer) {
  for (auto const& person : list(answer, "data")) {
    auto* contact = found.person(text(person, "id"));
    if (!contact) continue;
    auto const full = contact_from(person);
    contact->created_at = full.created_at;
    contact->last_activity_at = full.last_activity_at;
    if (!full.phones.empty()) contact->phones = full.phones;  // these have labels
  }
}

void add_dates(std::vector<Part>& parts, std::vector<Contact> const& contacts) {
  for (std::size_t begin = 0; begin < contacts.size(); begin += most_ids) {
    std::string ids;
    for (auto i = begin; i < std::min(contacts.size(), begin + most_ids); ++i)
      ids += (ids.empty() ? "" : ",") + contacts[i].id;
    parts.push_back({get("/api/v2/persons").query("ids", ids).query("limit", "500"), take_dates});
  }
}

}  // namespace

Contact contact_from(json::value const& person) {
  Contact contact;
  contact.id = text(person, "id");
  contact.type = "person";
  contact.name = text(person, "name");
  for (auto const& phone : list(person, "phones"))
    contact.phones.push_back({text(phone, "value"), text(phone, "label")});
  contact.owner_id = text(person, "owner_id");
  contact.organization_id = text(person, "org_id");
  for (auto const& email : list(person, "emails"))
    if (contact.email.empty() || optional<bool>(email, "primary").value_or(false))
      contact.email = text(email, "value");
  contact.created_at = text(person, "add_time");
  contact.last_activity_at = text(person, "update_time");
  return contact;
}

void add_related(Found& found, json::value const& item) {
  auto const person = text(item, "person.id");
  auto* contact = found.person(person);
  if (!contact) return;
  auto const kind = text(item, "type");
  auto& count = found.related[person];
  if (kind == "deal") ++count.deals;
  if (kind == "lead") ++count.leads;
  bool const archived = optional<bool>(item, "is_archived").value_or(false);
  bool const wanted = kind == "deal" ? open_deal(item) : kind == "lead" && !archived;
  if (!wanted) return;
  auto const about = kind == "deal" ? description(item) : std::string();
  contact->related.push_back({kind, text(item, "id"), text(item, "title"), about});
}

Result<ContactPage> with_second_round(Http& http, Found found, Wave const& wave) {
  std::vector<Part> parts;
  for (auto const& person : wave.deals_of) parts.push_back(deals_of(person));
  for (auto const& person : wave.leads_of) parts.push_back(leads_of(person));
  if (wave.dates) add_dates(parts, found.page.contacts);
  if (parts.empty()) return std::move(found.page);
  std::vector<Request> requests;
  for (auto const& part : parts) requests.push_back(part.request);
  auto const replies = http.send_all(std::move(requests));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (lacks_scope(replies[i])) continue;
    auto const answer = document(replies[i]);
    if (!answer) return answer.error();
    parts[i].take(found, *answer);
  }
  return std::move(found.page);
}

}  // namespace patchbay::pipedrive
