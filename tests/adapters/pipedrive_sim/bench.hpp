// A simulated Pipedrive on a test's own clock, and short ways to ask it. One thread.
#pragma once

#include <memory>
#include <string>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "crm/percent.hpp"
#include "crm_sim/common/simulator.hpp"
#include "crm_sim/pipedrive/pipedrive.hpp"

namespace patchbay::sim::pipedrive {

struct Told {
  int status = 0;
  json::value body;
  crm::HttpExchangeResponse raw;

  std::string header(std::string_view name) const {
    for (auto const& [key, value] : raw.headers)
      if (key == name) return value;
    return "";
  }
  std::string error() const {
    auto const* text = body.is_object() ? body.get_object().if_contains("error") : nullptr;
    return text && text->is_string() ? std::string(text->get_string()) : "";
  }
  json::value const& data() const { return body.at("data"); }
};

class Bench {
 public:
  Bench() : simulator(make(), [this] { return clock; }) {}

  Told ask(std::string method, std::string target, std::string body = "") {
    auto const type = body.starts_with('{') ? "application/json" : "application/x-www-form-urlencoded";
    crm::HttpExchangeRequest request;
    auto const mark = target.find('?');
    request.method = std::move(method);
    request.path = crm::percent_decoded(target.substr(0, mark), false);
    if (mark != std::string::npos)
      request.query = crm::parse_query(std::string_view(target).substr(mark + 1));
    request.target = std::move(target);
    request.headers = {{"Host", "127.0.0.1:1"}, {"Content-Type", type}};
    if (!credential.empty()) request.headers.emplace_back(credential_header, credential);
    request.body = std::move(body);
    Told told;
    told.raw = simulator.handle(request);
    told.status = told.raw.status;
    boost::system::error_code error;
    told.body = json::parse(told.raw.body, error);
    return told;
  }
  Told get(std::string target) { return ask("GET", std::move(target)); }
  Told post(std::string target, std::string body) { return ask("POST", std::move(target), std::move(body)); }
  Told patch(std::string target, std::string body) {
    return ask("PATCH", std::move(target), std::move(body));
  }

  State& state() { return vendor->state(); }
  // The id of the seeded person of this name, as text.
  std::string person(std::string_view name) {
    for (auto const& [id, row] : state().company.persons)
      if (row.at("name").get_string() == name) return std::to_string(id);
    return "";
  }
  std::string new_activity(std::string const& more = "") {
    auto const told = post("/api/v2/activities", R"({"subject":"S","type":"call")" + more + '}');
    return told.status == 201 ? json::serialize(told.data().at("id")) : "refused: " + told.error();
  }

  SimTime clock = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(9);
  Pipedrive* vendor = nullptr;
  Simulator simulator;
  std::string credential_header = "x-api-token";
  std::string credential = seeded_api_token;

 private:
  std::unique_ptr<Vendor> make() {
    auto made = std::make_unique<Pipedrive>([this] { return clock; });
    vendor = made.get();
    return made;
  }
};

}  // namespace patchbay::sim::pipedrive
