// A simulated Salesforce on a test's own clock, and short ways to ask it. One thread.
#pragma once

#include <boost/json/serialize.hpp>
#include <string>
#include <vector>

#include "crm/percent.hpp"
#include "crm_sim/salesforce/salesforce.hpp"
#include "support/sim_bench.hpp"

namespace patchbay::sim::salesforce {

using sim::Told;  // for tests that take in this namespace

inline std::string rest(std::string const& path) { return "/services/data/v66.0" + path; }

// The word of a refusal.
inline std::string error_of(Told const& told) { return told.text("0/errorCode"); }

class Bench : public SimBench<Salesforce> {
 public:
  Bench() { bearer(seeded_session); }

  Told query(std::string const& soql) { return get(rest("/query?q=" + crm::percent_encoded(soql))); }
  Told search(std::string const& sosl) { return get(rest("/search/?q=" + crm::percent_encoded(sosl))); }
  // The names of whom a search in phones finds.
  std::vector<std::string> called(std::string const& words) {
    std::vector<std::string> names;
    auto const told =
        search("FIND {" + words + "} IN PHONE FIELDS RETURNING Contact(Name),Lead(Name),Account(Name)");
    if (told.status != 200) return {error_of(told)};
    for (auto const& record : told.list("searchRecords")) names.emplace_back(record.at("Name").as_string());
    return names;
  }
  Told make(std::string const& type, std::string const& fields) {
    return post(rest("/sobjects/" + type), fields);
  }

  std::string id_of(std::string_view type, std::string_view name) {
    for (auto const& [id, record] : state().org.records)
      if (record.type->name == type &&
          text_of(state().org.value(record, *record.type->field("Name"))) == name)
        return id;
    return "";
  }
};

}  // namespace patchbay::sim::salesforce
