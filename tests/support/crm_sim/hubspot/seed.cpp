// What the simulated account holds at the start.
#include "crm_sim/hubspot/portal.hpp"

namespace patchbay::sim::hubspot {
namespace {

constexpr std::int64_t first_user = 501;

json::object owner(std::int64_t id, std::int64_t user, std::string_view first, std::string_view last,
                   std::string_view email) {
  return {{"id", std::to_string(id)},
          {"email", email},
          {"type", "PERSON"},
          {"firstName", first},
          {"lastName", last},
          {"userId", user},
          {"archived", false},
          {"createdAt", "2024-01-01T00:00:00.000Z"},
          {"updatedAt", "2024-01-01T00:00:00.000Z"}};
}

json::object disposition(std::string_view id, std::string_view label, bool deleted = false) {
  return {{"id", id}, {"label", label}, {"deleted", deleted}};
}

void add_people_of_the_account(Portal& portal) {
  portal.owners = {owner(9001, first_user, "Dana", "Fields", "dana@example.com"),
                   owner(9002, first_user + 1, "Eliot", "Marsh", "eliot+sales@example.com")};
  portal.dispositions = {disposition("9d9162e7-6cf3-4944-bf63-4dff82258764", "Busy"),
                         disposition("f240bbac-87c9-4f6e-bf70-924b57d47db7", "Connected"),
                         disposition("a4c4c377-d246-4b32-a13b-75a56a4cd0ff", "Left live message", true),
                         disposition("b2cf5968-551e-4856-9783-52b3da59a7d0", "Left voicemail"),
                         disposition("73a0d17f-1163-4015-bdd5-ec830791da20", "No answer"),
                         disposition("17b47fee-58de-441e-a44c-c6300d46f273", "Wrong number"),
                         disposition("00000000-1111-4222-8333-444444444444", "Wants a demo")};
}

// Three people at one main number, each with an open deal, a closed one and a ticket.
void add_shared_number(Portal& portal, std::int64_t company, SimTime now) {
  for (auto const* name : {"Ada Brook", "Ben Castle", "Cleo Dunn"}) {
    auto const id = add_contact(portal, name, "+1 (415) 555-0132", now);
    portal.link({"contacts", id}, {"companies", company});
    auto& properties = portal.tables["contacts"][id].properties;
    properties["associatedcompanyid"] = std::to_string(company);
    properties["jobtitle"] = "Buyer";
    add_deal(portal, id, std::string(name) + ": yearly contract", false, now);
    add_deal(portal, id, std::string(name) + ": first order", true, now);
    add_ticket(portal, id, std::string(name) + ": broken lamp", false, now);
  }
}

void add_others(Portal& portal, SimTime now) {
  auto const zoe = add_contact(portal, "Zoë Müller-Łukasz", "+49 30 901820", now);
  portal.tables["contacts"][zoe].properties["company"] = "Müller Licht";
  add_contact(portal, "山田 太郎", "+81 3-1234-5678", now);
  add_contact(portal, "Ann & Bob #1 \"Twins\" (50%+)", "415.555.0199", now);
  add_contact(portal, "Fay Extension", "+1 415-555-0147 ext. 12", now);
  auto const greg = add_contact(portal, "Greg Local", "(415) 5550163", now);
  add_deal(portal, greg, "Greg: lamps", false, now);
  add_deal(portal, greg, "Greg: old lamps", true, now);
  add_ticket(portal, greg, "Greg: flicker", false, now);
  add_ticket(portal, greg, "Greg: solved", true, now);
  add_contact(portal, "Hana Foreign", "+44 415 555 0177", now);
  add_contact(portal, "Ivo Longer", "+1 415 555 01322", now);
  add_contact(portal, "Jo Empty", "", now);
  add_contact(portal, "Kim Short", "4711", now);
  auto const lee = add_contact(portal, "Lee Mobile", "", now);
  auto& properties = portal.tables["contacts"][lee].properties;
  properties["mobilephone"] = "+1 415 555 0155";
  properties["hs_searchable_calculated_mobile_number"] = "4155550155";
}

}  // namespace

std::int64_t add_contact(Portal& portal, std::string_view name, std::string_view phone, SimTime now) {
  auto const space = name.find(' ');
  Properties properties{{"firstname", std::string(name.substr(0, space))}};
  if (space != std::string_view::npos) properties["lastname"] = name.substr(space + 1);
  if (!phone.empty()) {
    properties["phone"] = phone;
    properties["hs_searchable_calculated_phone_number"] = searchable_digits(phone);
  }
  return portal.add("contacts", std::move(properties), now).id;
}

std::int64_t add_deal(Portal& portal, std::int64_t contact, std::string_view name, bool closed, SimTime now) {
  Properties properties{{"dealname", std::string(name)},
                        {"dealstage", closed ? "closedwon" : "qualifiedtobuy"},
                        {"amount", "1200"},
                        {"deal_currency_code", "EUR"},
                        {"hs_is_closed", closed ? "true" : "false"}};
  auto const id = portal.add("deals", std::move(properties), now).id;
  portal.link({"contacts", contact}, {"deals", id});
  return id;
}

std::int64_t add_ticket(Portal& portal, std::int64_t contact, std::string_view subject, bool closed,
                        SimTime now) {
  Properties properties{{"subject", std::string(subject)}, {"hs_ticket_priority", "HIGH"}};
  if (closed) properties["closed_date"] = written(now);
  auto const id = portal.add("tickets", std::move(properties), now).id;
  portal.link({"contacts", contact}, {"tickets", id});
  return id;
}

Portal seeded_portal(SimTime now) {
  Portal portal;
  auto const then = now - std::chrono::hours(24 * 30);
  add_people_of_the_account(portal);
  auto const company =
      portal
          .add("companies",
               {{"name", "Harbour & Sons"}, {"phone", "+1 415-555-0188"}, {"domain", "harbour.example"}},
               then)
          .id;
  for (auto const* type : {"calls", "communications", "notes", "tasks"}) portal.tables[type];
  add_shared_number(portal, company, then);
  add_others(portal, then);
  return portal;
}

}  // namespace patchbay::sim::hubspot
