// The records of one Zoho organisation. Values; not thread-safe.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "crm_sim/common/recorder.hpp"

namespace patchbay::sim::zoho {

namespace json = boost::json;

struct Record {
  std::string id;
  json::object fields;  // by API name; a lookup is {"id"}
  SimTime created;
  SimTime modified;
  bool deleted = false;
};
using Table = std::map<std::string, Record, std::less<>>;

struct Org {
  std::string domain_name = "org20063211";
  json::array users;  // the first is who signs in
  std::map<std::string, Table, std::less<>> tables;
  std::int64_t last_id = 4876876000000300000;

  // Null: there is none, or it was deleted.
  Record* live(std::string_view module, std::string_view id);
  Record const* live(std::string_view module, std::string_view id) const;
  Record& add(std::string_view module, json::object fields, SimTime now);
  std::string user_id() const;
  // What a lookup shows of a record.
  std::string name_of(std::string_view module, std::string_view id) const;
};

// "2026-11-21T04:00:00-05:00": the organisation is in New York, in winter.
std::string written(SimTime time);

// Two users, an account, a dozen people and leads. +1 415 555 0132 belongs to three contacts, each with
// deals.
Org seeded_org(SimTime now);
// Their ids.
std::string add_contact(Org& org, std::string_view name, std::string_view phone, SimTime now);
std::string add_lead(Org& org, std::string_view name, std::string_view phone, SimTime now);
std::string add_deal(Org& org, std::string const& contact, std::string_view name, bool closed, SimTime now);

}  // namespace patchbay::sim::zoho
