#include "crm_sim/zoho/org.hpp"

#include <boost/json/value.hpp>
#include <chrono>

#include "crm_sim/zoho/replies.hpp"
#include "patchbay/time.hpp"

namespace patchbay::sim::zoho {
namespace {

json::object user(std::string_view id, std::string_view first, std::string_view last,
                  std::string_view email) {
  return {{"id", id},
          {"full_name", std::string(first) + " " + std::string(last)},
          {"first_name", first},
          {"last_name", last},
          {"email", email},
          {"zuid", "7" + std::string(id.substr(10))},
          {"time_zone", "America/New_York"},
          {"locale", "en_US"},
          {"country_locale", "us"},
          {"offset", -18000000},
          {"status", "active"},
          {"confirm", true},
          {"role", json::object{{"name", "CEO"}, {"id", "4876876000000026005"}}},
          {"profile", json::object{{"name", "Administrator"}, {"id", "4876876000000026011"}}}};
}

void add_lookup(Record& record, char const* field, std::string const& id) {
  record.fields[field] = json::object{{"id", id}};
}

json::object person(std::string_view name, std::string_view phone) {
  auto const space = name.find_last_of(' ');
  json::object fields{{"Last_Name", name.substr(space == std::string_view::npos ? 0 : space + 1)}};
  if (space != std::string_view::npos) fields["First_Name"] = name.substr(0, space);
  if (!phone.empty()) fields["Phone"] = phone;
  return fields;
}

// Three people at one main number, each with an open deal and a closed one.
void add_shared_number(Org& org, std::string const& account, SimTime now) {
  for (auto const* name : {"Ada Brook", "Ben Castle", "Cleo Dunn"}) {
    auto const id = add_contact(org, name, "+1 (415) 555-0132", now);
    auto& contact = org.tables["Contacts"].at(id);
    add_lookup(contact, "Account_Name", account);
    contact.fields["Title"] = "Buyer";
    add_deal(org, id, std::string(name) + ": yearly contract", false, now);
    add_deal(org, id, std::string(name) + ": first order", true, now);
  }
}

void add_others(Org& org, SimTime now) {
  add_contact(org, "Zoë Müller-Łukasz", "+49 30 901820", now);
  add_contact(org, "太郎 山田", "+81 3-1234-5678", now);
  add_contact(org, "Ann & Bob #1 \"Twins\" (50%+), O'Hara\\s", "415.555.0199", now);
  add_contact(org, "Fay Extension", "+1 415-555-0147 ext. 12", now);
  auto const greg = add_contact(org, "Greg Local", "(415) 5550163", now);
  add_deal(org, greg, "Greg: lamps", false, now);
  add_deal(org, greg, "Greg: old lamps", true, now);
  add_contact(org, "Hana Foreign", "+44 415 555 0177", now);
  add_contact(org, "Ivo Longer", "+1 415 555 01322", now);
  add_contact(org, "Jo Empty", "", now);
  add_contact(org, "Kim Short", "47", now);
  auto const lee = add_contact(org, "Lee Mobile", "", now);
  org.tables["Contacts"].at(lee).fields["Mobile"] = "+1 415 555 0155";
  add_lead(org, "Lena Prospect", "+1 415-555-0144", now);
  auto const converted = add_lead(org, "Mia Converted", "+1 415-555-0145", now);
  org.tables["Leads"].at(converted).fields["Converted__s"] = true;
}

}  // namespace

std::string written(SimTime time) {
  auto const local = std::chrono::floor<std::chrono::seconds>(time) - std::chrono::hours(5);
  auto text = iso8601(local);
  text.replace(text.size() - 1, 1, "-05:00");
  return text;
}

Record* Org::live(std::string_view module, std::string_view id) {
  return const_cast<Record*>(std::as_const(*this).live(module, id));
}

Record const* Org::live(std::string_view module, std::string_view id) const {
  auto const table = tables.find(module);
  if (table == tables.end()) return nullptr;
  auto const at = table->second.find(id);
  return at == table->second.end() || at->second.deleted ? nullptr : &at->second;
}

Record& Org::add(std::string_view module, json::object fields, SimTime now) {
  auto const id = std::to_string(last_id += 7);
  if (!fields.contains("Owner")) fields["Owner"] = json::object{{"id", user_id()}};
  return tables[std::string(module)][id] = {id, std::move(fields), now, now, false};
}

std::string Org::user_id() const { return text_at(users.at(0).get_object(), "id"); }

std::string Org::name_of(std::string_view module, std::string_view id) const {
  if (module == "users") {
    for (auto const& one : users)
      if (text_at(one.get_object(), "id") == id) return text_at(one.get_object(), "full_name");
    return "";
  }
  auto const* record = live(module, id);
  if (!record) return "";
  for (auto const* name : {"Account_Name", "Deal_Name", "Subject", "Note_Title"})
    if (module != "Contacts" && module != "Leads" && record->fields.contains(name))
      return text_at(record->fields, name);
  auto const first = text_at(record->fields, "First_Name"), last = text_at(record->fields, "Last_Name");
  return first.empty() ? last : first + " " + last;
}

std::string add_contact(Org& org, std::string_view name, std::string_view phone, SimTime now) {
  return org.add("Contacts", person(name, phone), now).id;
}

std::string add_lead(Org& org, std::string_view name, std::string_view phone, SimTime now) {
  auto& lead = org.add("Leads", person(name, phone), now);
  lead.fields["Company"] = "Harbour Lights";
  return lead.id;
}

std::string add_deal(Org& org, std::string const& contact, std::string_view name, bool closed, SimTime now) {
  json::object fields{
      {"Deal_Name", name}, {"Stage", closed ? "Closed Won" : "Qualification"}, {"Amount", 1200.5}};
  auto& deal = org.add("Deals", std::move(fields), now);
  add_lookup(deal, "Contact_Name", contact);
  return deal.id;
}

Org seeded_org(SimTime now) {
  Org org;
  org.users = {user("4876876000000225013", "Dana", "Fields", "dana@example.com"),
               user("4876876000000225014", "Eliot", "Marsh", "eliot@example.com")};
  auto const then = now - std::chrono::hours(24 * 30);
  for (auto const* module : {"Leads", "Contacts", "Accounts", "Deals", "Calls", "Tasks", "Notes"})
    org.tables[module];
  auto const account =
      org.add("Accounts", {{"Account_Name", "Harbour & Sons"}, {"Phone", "+1 415-555-0188"}}, then).id;
  add_shared_number(org, account, then);
  add_others(org, then);
  return org;
}

}  // namespace patchbay::sim::zoho
