// The records of one law firm in Clio, each with its references as ids ("matter_id"). Values; not
// thread-safe.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "crm_sim/common/recorder.hpp"

namespace patchbay::sim::clio {

namespace json = boost::json;
using Table = std::map<std::int64_t, json::object>;

struct Firm {
  Table users;
  Table contacts;  // persons and companies
  Table matters;
  Table relationships;
  Table communications;
  Table activities;
  Table documents;
  Table tasks;
  std::int64_t last_id = 57'849'380'000;  // ids are larger than 2^32

  // A new record with id, etag and times.
  json::object& add(Table& table, json::object record, SimTime now);
  // Gives a changed record another etag and another time.
  void touch(json::object& record, SimTime now);

 private:
  int versions_ = 0;
};

// "2026-11-21T09:00:00Z".
std::string clio_time(SimTime time);

// Two users and a dozen contacts. +1 415 555 0132 belongs to Ada Brook, Ben Castle and Cleo Dunn, each of
// whom wrote it in another way and has an open, a pending and a closed matter; Ben is a witness in one more.
Firm seeded_firm(SimTime now);

// For tests that need more: each adds a record and gives its id.
std::int64_t add_person(Firm& firm, std::string_view name, std::string_view phone, SimTime now);
std::int64_t add_company(Firm& firm, std::string_view name, std::string_view phone, SimTime now);
std::int64_t add_matter(Firm& firm, std::int64_t client, std::string_view description,
                        std::string_view status, SimTime now);
std::int64_t add_relationship(Firm& firm, std::int64_t contact, std::int64_t matter,
                              std::string_view description, SimTime now);

}  // namespace patchbay::sim::clio
