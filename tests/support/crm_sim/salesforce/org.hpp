// The records of one Salesforce org. Values; not thread-safe.
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <string_view>

#include "crm_sim/common/recorder.hpp"
#include "crm_sim/salesforce/schema.hpp"

namespace patchbay::sim::salesforce {

namespace json = boost::json;

struct Record {
  ObjectType const* type = nullptr;
  std::string id;       // of 18 characters
  json::object fields;  // by the names of the schema, what was written only
  SimTime created;
  SimTime modified;
  bool deleted = false;
};

struct Org {
  std::string id = "00D5g000001AbCdEAK";
  std::string user;  // who is signed in
  std::map<std::string, Record> records;
  int made = 0;

  // A record by its id of 15 or 18 characters, deleted or not; null: there is none.
  Record* find(std::string_view id);
  Record const* find(std::string_view id) const;
  Record const* live(std::string_view id) const;
  Record& add(std::string_view type, json::object fields, SimTime now);

  // The value of a field, the derived ones among them; null where it is empty.
  json::value value(Record const& record, Field const& field) const;
  // The record that a reference points at, or null.
  Record const* target(Record const& record, Field const& reference) const;
};

// A text, or the empty one.
std::string text_of(json::value const& value);
// The form of 18 characters.
std::string full_id(std::string_view id15);

// Two users, two accounts, and a dozen contacts and leads. +1 415 555 0132 belongs to two contacts and a
// lead.
Org seeded_org(SimTime now);
Record& add_contact(Org& org, std::string_view name, std::string_view phone, SimTime now,
                    std::string account = {});
Record& add_opportunity(Org& org, std::string_view name, Record const& contact, bool closed, SimTime now);
Record& add_case(Org& org, std::string_view subject, Record const& contact, bool closed, SimTime now);

}  // namespace patchbay::sim::salesforce
