// A simulated Zoho CRM on a test's own clock, and short ways to ask it. One thread.
#pragma once

#include <boost/json/serialize.hpp>
#include <string>

#include "crm_sim/zoho/zoho.hpp"
#include "support/sim_bench.hpp"

namespace patchbay::sim::zoho {

using sim::Told;  // for tests that take in this namespace

class Bench : public SimBench<Zoho> {
 public:
  Bench() { token(seeded_token); }

  void token(std::string const& access) { headers["Authorization"] = "Zoho-oauthtoken " + access; }

  Told search(std::string const& module, std::string const& parameter, std::string const& value) {
    return get("/crm/v8/" + module + "/search?fields=Last_Name&" + parameter + "=" +
               crm::percent_encoded(value));
  }
  // How many a search finds; 0 for 204.
  std::size_t hits(std::string const& module, std::string const& parameter, std::string const& value) {
    auto const told = search(module, parameter, value);
    return told.status == 200 ? told.list("data").size() : 0;
  }
  Told query(std::string const& text) {
    return post("/crm/v8/coql", json::serialize(json::object{{"select_query", text}}));
  }
  // One record; what is told of it is the row.
  Told write(std::string const& method, std::string const& path, std::string const& fields) {
    auto told = ask(method, "/crm/v8/" + path, R"({"data":[)" + fields + "]}");
    if (auto const* rows = told.body.is_object() ? told.body.get_object().if_contains("data") : nullptr)
      told.body = json::value(rows->at(0));
    return told;
  }
  Told call(std::string const& more, std::string const& type = "Inbound") {
    return write(
        "POST", "Calls",
        R"({"Call_Type":")" + type + R"(","Call_Start_Time":"2026-11-21T08:00:00+00:00")" + more + "}");
  }
  Told composite(std::string const& parts) {
    return post("/crm/v8/__composite_requests", R"({"__composite_requests":[)" + parts + "]}");
  }

  std::string id_of(std::string_view module, std::string_view field, std::string_view value) {
    for (auto& [id, record] : state().org.tables.find(module)->second)
      if (text_at(record.fields, field) == value) return id;
    return "";
  }
  std::string contact(std::string_view last_name) { return id_of("Contacts", "Last_Name", last_name); }
};

}  // namespace patchbay::sim::zoho
