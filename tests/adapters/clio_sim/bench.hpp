// A simulated Clio on a test's own clock, and short ways to ask it. One thread.
#pragma once

#include <boost/json/serialize.hpp>
#include <string>

#include "crm_sim/clio/clio.hpp"
#include "support/sim_bench.hpp"

namespace patchbay::sim::clio {

using sim::Told;  // for tests that take in this namespace

class Bench : public SimBench<Clio> {
 public:
  Bench() { bearer(new_token()); }

  std::string new_token() { return state().oauth.issue_to(state().firm.users.begin()->first, clock); }
  Told get(std::string const& target) { return SimBench::get("/api/v4/" + target); }
  Told post(std::string const& target, std::string body) {
    return SimBench::post("/api/v4/" + target, std::move(body));
  }
  Told patch(std::string const& target, std::string body) {
    return SimBench::patch("/api/v4/" + target, std::move(body));
  }

  std::string contact(std::string_view name) {
    for (auto const& [id, row] : state().firm.contacts)
      if (row.at("name").get_string() == name) return std::to_string(id);
    return "";
  }
  // The id of a new communication; `more` are further members, each with a comma in front.
  std::string communication(std::string const& more = "") {
    auto const told =
        post("communications.json", R"({"data":{"type":"PhoneCommunication","subject":"S","body":"B",)"
                                    R"("received_at":"2026-11-21T02:00:00Z")" +
                                        more + "}}");
    return told.status == 201 ? json::serialize(told.data().at("id")) : "refused: " + told.text("error/type");
  }
};

}  // namespace patchbay::sim::clio
