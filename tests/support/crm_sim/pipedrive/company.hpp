// The records of one Pipedrive company, each in the shape in which the API shows it. Values; not thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "crm_sim/common/recorder.hpp"

namespace patchbay::sim::pipedrive {

namespace json = boost::json;
using Table = std::map<std::int64_t, json::object>;

struct Company {
  std::string domain = "example-company";
  Table users;
  Table organizations;
  Table persons;
  Table deals;
  Table activities;
  std::vector<json::object> leads;           // v1's shape; newest last
  std::vector<json::object> activity_types;  // v1's shape
  std::int64_t last_id = 1000;

  std::int64_t next_id() { return ++last_id; }
  bool has_lead(std::string_view id) const;
};

// "2026-11-21T09:00:00Z", v2's times; "2026-11-21 09:00:00", v1's.
std::string v2_time(SimTime time);
std::string v1_time(SimTime time);

// One organization, two users, two dozen people. +1 415 555 0132 belongs to three of them, each with deals and
// leads; +1 212 555 0180 to ten, each with a deal.
Company seeded_company(SimTime now);

// For tests that need more: adds a record and gives its id.
std::int64_t add_person(Company& company, std::string_view name, std::string_view phone, SimTime now);
std::int64_t add_deal(Company& company, std::int64_t person, std::string_view title, std::string_view status,
                      SimTime now);
json::object activity_type(std::int64_t id, std::string_view key, std::string_view name, SimTime now);
std::string add_lead(Company& company, std::int64_t person, std::string_view title, SimTime now);

}  // namespace patchbay::sim::pipedrive
