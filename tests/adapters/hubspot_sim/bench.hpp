// A simulated HubSpot on a test's own clock, and short ways to ask it. One thread.
#pragma once

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <memory>
#include <string>

#include "crm/percent.hpp"
#include "crm_sim/common/simulator.hpp"
#include "crm_sim/hubspot/hubspot.hpp"

namespace patchbay::sim::hubspot {

struct Told {
  int status = 0;
  json::value body;
  crm::HttpExchangeResponse raw;

  std::string header(std::string_view name) const {
    for (auto const& [key, value] : raw.headers)
      if (key == name) return value;
    return "";
  }
  std::string text(std::string_view name) const {
    auto const* found = body.is_object() ? body.get_object().if_contains(name) : nullptr;
    return found && found->is_string() ? std::string(found->get_string()) : "";
  }
  json::array const& results() const { return body.at("results").get_array(); }
};

class Bench {
 public:
  Bench() : simulator(make(), [this] { return clock; }) {}

  Told ask(std::string method, std::string target, std::string body = "") {
    crm::HttpExchangeRequest request;
    auto const type = body.starts_with('{') ? "application/json" : "application/x-www-form-urlencoded";
    auto const mark = target.find('?');
    request.method = std::move(method);
    request.path = crm::percent_decoded(target.substr(0, mark), false);
    if (mark != std::string::npos)
      request.query = crm::parse_query(std::string_view(target).substr(mark + 1));
    request.target = std::move(target);
    request.headers = {{"Content-Type", type}};
    if (!credential.empty()) request.headers.emplace_back("Authorization", "Bearer " + credential);
    request.body = std::move(body);
    Told told;
    told.raw = simulator.handle(request);
    told.status = told.raw.status;
    boost::system::error_code fault;
    told.body = json::parse(told.raw.body, fault);
    return told;
  }
  Told get(std::string target) { return ask("GET", std::move(target)); }
  Told post(std::string target, std::string body) { return ask("POST", std::move(target), std::move(body)); }

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

  State& state() { return vendor->state(); }
  std::string contact(std::string_view first_name) {
    for (auto& [id, record] : state().portal.tables["contacts"])
      if (record.properties["firstname"] == first_name) return std::to_string(id);
    return "";
  }

  SimTime clock = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(9);
  HubSpot* vendor = nullptr;
  Simulator simulator;
  std::string credential = seeded_key;

 private:
  std::unique_ptr<Vendor> make() {
    auto made = std::make_unique<HubSpot>([this] { return clock; });
    vendor = made.get();
    return made;
  }
};

}  // namespace patchbay::sim::hubspot
