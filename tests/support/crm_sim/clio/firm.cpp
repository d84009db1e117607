#include "crm_sim/clio/firm.hpp"

#include <boost/json/value.hpp>
#include <cstdio>
#include <ctime>

namespace patchbay::sim::clio {
namespace {

constexpr std::int64_t first_user = 350'001;

json::array one_phone(std::string_view number, std::int64_t id) {
  json::array phones;
  if (!number.empty())
    phones.push_back(json::object{
        {"id", id}, {"etag", "\"p1\""}, {"name", "Work"}, {"number", number}, {"primary", true}});
  return phones;
}

json::object contact(std::string_view type, std::string_view name) {
  return {{"type", type},
          {"name", name},
          {"first_name", nullptr},
          {"last_name", nullptr},
          {"title", nullptr},
          {"prefix", nullptr},
          {"primary_email_address", nullptr},
          {"primary_phone_number", nullptr},
          {"is_client", true},
          {"company_id", nullptr}};
}

void add_users(Firm& firm, SimTime now) {
  firm.last_id = first_user - 1;
  firm.add(firm.users,
           {{"name", "Dana Fields"},
            {"first_name", "Dana"},
            {"last_name", "Fields"},
            {"email", "dana@example.com"},
            {"enabled", true},
            {"time_zone", "Pacific Time (US & Canada)"}},
           now);
  firm.add(firm.users,
           {{"name", "Eliot Marsh"},
            {"first_name", "Eliot"},
            {"last_name", "Marsh"},
            {"email", "eliot@example.com"},
            {"enabled", true},
            {"time_zone", "Eastern Time (US & Canada)"}},
           now);
  firm.last_id = Firm().last_id;
}

void add_shared_number(Firm& firm, SimTime now) {
  auto const company = add_company(firm, "Harbour & Sons", "+1 415-555-0170", now);
  struct Row {
    char const* name;
    char const* phone;
  };
  for (auto const& row : {Row{"Ada Brook", "+14155550132"}, Row{"Ben Castle", "(415) 555-0132"},
                          Row{"Cleo Dunn", "415.555.0132"}}) {
    auto const id = add_person(firm, row.name, row.phone, now);
    firm.contacts[id]["company_id"] = company;
    auto const name = std::string(row.name);
    add_matter(firm, id, name + " v. Harbour Authority", "Open", now);
    add_matter(firm, id, name + ": lease", "Pending", now);
    add_matter(firm, id, name + ": old will", "Closed", now);
    if (name == "Ben Castle")
      add_relationship(firm, id, add_matter(firm, company, "Harbour & Sons merger", "Open", now), "Witness",
                       now);
  }
}

void add_others(Firm& firm, SimTime now) {
  add_person(firm, "Zoë Müller-Łukasz", "+49 30 901820", now);
  add_person(firm, "山田 太郎", "+81 3-1234-5678", now);
  add_person(firm, "Ann & Bob #1 \"Twins\" (50%+)", "415.555.0199", now);
  add_person(firm, "Fay Extension", "+1 415-555-0147 ext. 12", now);
  add_person(firm, "Greg Local", "(415) 5550163", now);
  add_person(firm, "Hana Foreign", "+44 415 555 0132", now);
  add_person(firm, "Jo Empty", "", now);
  add_person(firm, "Kim Short", "4711", now);
  add_company(firm, "Lot 0132 Holdings", "+1 212-555-0188",
              now);  // its name has the digits of another's number
}

}  // namespace

json::object& Firm::add(Table& table, json::object record, SimTime now) {
  auto const id = ++last_id;
  record["id"] = id;
  record["created_at"] = clio_time(now);
  auto& kept = table[id] = std::move(record);
  touch(kept, now);
  return kept;
}

void Firm::touch(json::object& record, SimTime now) {
  char etag[40];
  std::snprintf(etag, sizeof etag, "\"%08x%08x\"", 0x9c3fd2a1U, static_cast<unsigned>(++versions_));
  record["etag"] = etag;
  record["updated_at"] = clio_time(now);
}

std::string clio_time(SimTime time) {
  auto const seconds = std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(time));
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::int64_t add_person(Firm& firm, std::string_view name, std::string_view phone, SimTime now) {
  auto record = contact("Person", name);
  auto const space = name.find(' ');
  record["first_name"] = name.substr(0, space);
  record["last_name"] = space == std::string_view::npos ? "" : name.substr(space + 1);
  record["phone_numbers"] = one_phone(phone, firm.last_id + 500'000);
  if (!phone.empty()) record["primary_phone_number"] = phone;
  return firm.add(firm.contacts, std::move(record), now).at("id").get_int64();
}

std::int64_t add_company(Firm& firm, std::string_view name, std::string_view phone, SimTime now) {
  auto record = contact("Company", name);
  record["phone_numbers"] = one_phone(phone, firm.last_id + 500'000);
  return firm.add(firm.contacts, std::move(record), now).at("id").get_int64();
}

std::int64_t add_matter(Firm& firm, std::int64_t client, std::string_view description,
                        std::string_view status, SimTime now) {
  char number[32];
  std::snprintf(number, sizeof number, "%05d-Harbour", static_cast<int>(firm.matters.size()) + 1);
  json::object record{
      {"client_id", client}, {"display_number", number}, {"description", description}, {"status", status}};
  return firm.add(firm.matters, std::move(record), now).at("id").get_int64();
}

std::int64_t add_relationship(Firm& firm, std::int64_t contact, std::int64_t matter,
                              std::string_view description, SimTime now) {
  json::object record{{"contact_id", contact}, {"description", description}, {"matter_id", nullptr}};
  if (matter != 0) record["matter_id"] = matter;
  return firm.add(firm.relationships, std::move(record), now).at("id").get_int64();
}

Firm seeded_firm(SimTime now) {
  Firm firm;
  add_users(firm, now);
  add_shared_number(firm, now);
  add_others(firm, now);
  return firm;
}

}  // namespace patchbay::sim::clio
