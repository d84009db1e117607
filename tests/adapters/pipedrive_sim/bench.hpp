// A simulated Pipedrive on a test's own clock, and short ways to ask it. One thread.
#pragma once

#include <boost/json/serialize.hpp>
#include <string>

#include "crm_sim/pipedrive/pipedrive.hpp"
#include "support/sim_bench.hpp"

namespace patchbay::sim::pipedrive {

using sim::Told;  // for tests that take in this namespace

class Bench : public SimBench<Pipedrive> {
 public:
  Bench() { headers["x-api-token"] = seeded_api_token; }

  // The id of the seeded person of this name, as text.
  std::string person(std::string_view name) {
    for (auto const& [id, row] : state().company.persons)
      if (row.at("name").get_string() == name) return std::to_string(id);
    return "";
  }
  std::string new_activity(std::string const& more = "") {
    auto const told = post("/api/v2/activities", R"({"subject":"S","type":"call")" + more + '}');
    return told.status == 201 ? json::serialize(told.data().at("id")) : "refused: " + told.text("error");
  }
};

}  // namespace patchbay::sim::pipedrive
