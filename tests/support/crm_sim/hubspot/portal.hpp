// The records of one HubSpot account and what links them. Values; not thread-safe.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "crm_sim/common/recorder.hpp"

namespace patchbay::sim::hubspot {

namespace json = boost::json;
using Properties = std::map<std::string, std::string, std::less<>>;

struct Record {
  std::int64_t id = 0;
  Properties properties;
  SimTime created;
  SimTime updated;
  bool archived = false;
};
using Table = std::map<std::int64_t, Record>;

// One end of a link. A link is kept once for each direction.
struct Place {
  std::string type;  // "contacts", "calls", ...
  std::int64_t id = 0;
  auto operator<=>(Place const&) const = default;
};

struct Portal {
  std::int64_t id = 2468101;
  std::string time_zone = "Europe/Berlin";
  std::string ui_domain = "app.hubspot.com";
  std::map<std::string, Table, std::less<>> tables;
  std::map<Place, std::map<Place, int>> links;  // with the id of the association's type
  json::array owners;
  json::array dispositions;
  std::int64_t last_id = 151;

  Record* live(std::string_view type, std::string_view id);
  Record& add(std::string const& type, Properties properties, SimTime now);
  void link(Place const& from, Place const& to);
  void unlink(Place const& from, Place const& to);
  std::vector<std::int64_t> linked(Place const& from, std::string_view to_type) const;
};

// The id of HubSpot's own association type between two kinds of records; none: the kinds do not go together.
std::optional<int> default_association(std::string_view from_type, std::string_view to_type);

// "2026-11-21T09:00:00.000Z".
std::string written(SimTime time);
std::optional<std::int64_t> whole_number(std::string_view text);

// The number without its country code, leading zeros and extension, as hs_searchable_calculated_* have it.
std::string searchable_digits(std::string_view phone);

// Two owners, a company, a dozen people. +1 415 555 0132 belongs to three of them, each with deals and
// tickets.
Portal seeded_portal(SimTime now);
std::int64_t add_contact(Portal& portal, std::string_view name, std::string_view phone, SimTime now);
std::int64_t add_deal(Portal& portal, std::int64_t contact, std::string_view name, bool closed, SimTime now);
std::int64_t add_ticket(Portal& portal, std::int64_t contact, std::string_view subject, bool closed,
                        SimTime now);

}  // namespace patchbay::sim::hubspot
