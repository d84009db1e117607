// A simulated HubSpot on a test's own clock, and short ways to ask it. One thread.
#pragma once

#include <boost/json/serialize.hpp>
#include <string>

#include "crm_sim/hubspot/hubspot.hpp"
#include "support/sim_bench.hpp"

namespace patchbay::sim::hubspot {

using sim::Told;  // for tests that take in this namespace

class Bench : public SimBench<HubSpot> {
 public:
  Bench() { bearer(seeded_key); }

  // A search for contacts with this filter.
  Told search(std::string const& property, std::string const& op, std::string const& value) {
    return post("/crm/objects/2026-09/contacts/search",
                R"({"filterGroups":[{"filters":[{"propertyName":")" + property + R"(","operator":")" + op +
                    R"(","value":")" + value + R"("}]}],"limit":50})");
  }
  Told new_call(std::string const& more = "") {
    return post("/crm/objects/2026-09/calls",
                R"({"properties":{"hs_timestamp":"2026-11-21T08:00:00Z")" + more + "}}");
  }

  std::string contact(std::string_view first_name) {
    for (auto& [id, record] : state().portal.tables["contacts"])
      if (record.properties["firstname"] == first_name) return std::to_string(id);
    return "";
  }
};

}  // namespace patchbay::sim::hubspot
