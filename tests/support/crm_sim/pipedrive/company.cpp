#include "crm_sim/pipedrive/company.hpp"

#include <algorithm>
#include <cstdio>
#include <ctime>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

namespace patchbay::sim::pipedrive {
namespace {

constexpr std::int64_t first_user = 101;
constexpr std::int64_t organization = 301;

std::string formatted(SimTime time, char const* format) {
  auto const seconds = std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(time));
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, format, &parts)};
}

json::object user(std::int64_t id, std::string_view name, std::string_view email, bool active) {
  return {{"id", id},
          {"name", name},
          {"email", email},
          {"locale", "en_US"},
          {"timezone_name", "Europe/Berlin"},
          {"timezone_offset", "+01:00"},
          {"active_flag", active},
          {"is_deleted", false},
          {"role_id", 1}};
}

void add_users(Company& company) {
  company.users[first_user] = user(first_user, "Dana Fields", "dana@example.com", true);
  company.users[first_user + 1] = user(first_user + 1, "Eliot Marsh", "eliot@example.com", true);
}

void add_activity_types(Company& company, SimTime now) {
  company.activity_types = {
      activity_type(1, "call", "Call", now), activity_type(2, "meeting", "Meeting", now),
      activity_type(3, "task", "Task", now), activity_type(4, "deadline", "Deadline", now),
      activity_type(6, "sms", "SMS", now)};
  company.activity_types[3]["active_flag"] = false;
}

// Three people at one main number, each with an open deal, a closed one and a lead.
void add_shared_number(Company& company, SimTime now) {
  for (auto const* name : {"Ada Brook", "Ben Castle", "Cleo Dunn"}) {
    auto const id = add_person(company, name, "+1 (415) 555-0132", now);
    company.persons[id]["org_id"] = organization;
    add_deal(company, id, std::string(name) + ": yearly contract", "open", now);
    add_deal(company, id, std::string(name) + ": first order", "won", now);
    add_lead(company, id, std::string(name) + ": new office", now);
  }
}

void add_others(Company& company, SimTime now) {
  add_person(company, "Zoë Müller-Łukasz", "+49 30 901820", now);
  add_person(company, "山田 太郎", "+81 3-1234-5678", now);
  add_person(company, "Ann & Bob #1 \"Twins\" (50%+)", "415.555.0199", now);
  add_person(company, "Fay Extension", "+1 415-555-0147 ext. 12", now);
  add_person(company, "Greg Local", "(415) 5550163", now);
  add_person(company, "Hana Foreign", "+44 415 555 0132", now);
  add_person(company, "Ivo Longer", "+1 415 555 01322", now);
  add_person(company, "Jo Empty", "", now);
  add_person(company, "Kim Short", "4711", now);
}

// Ten people at one number, each with an open deal: what a lookup costs where it finds many.
void add_reception(Company& company, SimTime now) {
  for (auto const* name : {"Lea Ammer", "Max Birn", "Nia Cole", "Oto Dahl", "Pia Eck", "Quy Foss", "Rut Gail", "Sol Hart",
                           "Tom Ives", "Una Jung"}) {
    auto const id = add_person(company, name, "+1 (212) 555-0180", now);
    add_deal(company, id, std::string(name) + ": renewal", "open", now);
  }
}

}  // namespace

std::string v2_time(SimTime time) { return formatted(time, "%Y-%m-%dT%H:%M:%SZ"); }
std::string v1_time(SimTime time) { return formatted(time, "%Y-%m-%d %H:%M:%S"); }

json::object activity_type(std::int64_t id, std::string_view key, std::string_view name, SimTime now) {
  return {{"id", id},
          {"key_string", key},
          {"name", name},
          {"icon_key", "call"},
          {"color", nullptr},
          {"order_nr", id},
          {"active_flag", true},
          {"is_custom_flag", id > 5},
          {"add_time", v1_time(now)},
          {"update_time", v1_time(now)}};
}

bool Company::has_lead(std::string_view id) const {
  return std::any_of(leads.begin(), leads.end(),
                     [&](auto const& lead) { return lead.at("id").get_string() == id; });
}

std::int64_t add_person(Company& company, std::string_view name, std::string_view phone, SimTime now) {
  auto const id = company.next_id();
  json::array phones;
  if (!phone.empty()) phones.push_back(json::object{{"value", phone}, {"primary", true}, {"label", "work"}});
  auto const space = name.find(' ');
  company.persons[id] = {{"id", id},
                         {"name", name},
                         {"first_name", name.substr(0, space)},
                         {"last_name", space == std::string_view::npos ? "" : name.substr(space + 1)},
                         {"owner_id", first_user},
                         {"org_id", nullptr},
                         {"add_time", v2_time(now)},
                         {"update_time", v2_time(now)},
                         {"phones", phones},
                         {"emails", json::array()},
                         {"is_deleted", false},
                         {"visible_to", 3},
                         {"label_ids", json::array()},
                         {"custom_fields", json::object()}};
  return id;
}

std::int64_t add_deal(Company& company, std::int64_t person, std::string_view title, std::string_view status,
                      SimTime now) {
  auto const id = company.next_id();
  company.deals[id] = {{"id", id},
                       {"title", title},
                       {"owner_id", first_user},
                       {"person_id", person},
                       {"org_id", company.persons.at(person).at("org_id")},
                       {"pipeline_id", 1},
                       {"stage_id", 1},
                       {"value", 1200},
                       {"currency", "EUR"},
                       {"add_time", v2_time(now)},
                       {"update_time", v2_time(now)},
                       {"status", status},
                       {"is_archived", false},
                       {"is_deleted", false}};
  return id;
}

std::string add_lead(Company& company, std::int64_t person, std::string_view title, SimTime now) {
  char id[40];
  std::snprintf(id, sizeof id, "adf21080-0e10-11eb-879b-%012llx",
                static_cast<unsigned long long>(company.next_id()));
  company.leads.push_back({{"id", id},
                           {"title", title},
                           {"owner_id", first_user},
                           {"creator_id", first_user},
                           {"label_ids", json::array()},
                           {"person_id", person},
                           {"organization_id", company.persons.at(person).at("org_id")},
                           {"source_name", "Manually created"},
                           {"origin", "ManuallyCreated"},
                           {"origin_id", nullptr},
                           {"channel", nullptr},
                           {"channel_id", nullptr},
                           {"source_deal_id", nullptr},
                           {"is_archived", false},
                           {"was_seen", false},
                           {"value", nullptr},
                           {"expected_close_date", nullptr},
                           {"next_activity_id", nullptr},
                           {"visible_to", "3"},
                           {"cc_email", "example-company@pipedrivemail.example.com"},
                           {"add_time", v2_time(now)},
                           {"update_time", v2_time(now)}});
  return id;
}

Company seeded_company(SimTime now) {
  Company company;
  add_users(company);
  add_activity_types(company, now);
  company.organizations[organization] = {{"id", organization},          {"name", "Harbour & Sons"},
                                         {"owner_id", first_user},      {"add_time", v2_time(now)},
                                         {"update_time", v2_time(now)}, {"is_deleted", false}};
  add_shared_number(company, now);
  add_others(company, now);
  add_reception(company, now);
  return company;
}

}  // namespace patchbay::sim::pipedrive
