// A simulated Clio on a test's own clock, and short ways to ask it. One thread.
#pragma once

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <memory>
#include <string>

#include "crm/percent.hpp"
#include "crm_sim/clio/clio.hpp"
#include "crm_sim/common/simulator.hpp"

namespace patchbay::sim::clio {

struct Told {
  int status = 0;
  json::value body;
  crm::HttpExchangeResponse raw;

  std::string header(std::string_view name) const {
    for (auto const& [key, value] : raw.headers)
      if (key == name) return value;
    return "";
  }
  // The type of an ordinary error, or the word of one of OAuth's.
  std::string error() const {
    auto const* error = body.is_object() ? body.get_object().if_contains("error") : nullptr;
    if (!error) return "";
    return std::string(error->is_string() ? error->get_string() : error->at("type").get_string());
  }
  json::value const& data() const { return body.at("data"); }
};

class Bench {
 public:
  Bench() : simulator(make(), [this] { return clock; }) {
    token = state().oauth.issue_to(state().firm.users.begin()->first, clock);
  }

  Told ask(std::string method, std::string target, std::string body = "") {
    auto const type = body.starts_with('{') ? "application/json" : "application/x-www-form-urlencoded";
    crm::HttpExchangeRequest request;
    auto const mark = target.find('?');
    request.method = std::move(method);
    request.path = crm::percent_decoded(target.substr(0, mark), false);
    if (mark != std::string::npos)
      request.query = crm::parse_query(std::string_view(target).substr(mark + 1));
    request.target = std::move(target);
    request.headers = {{"Host", "127.0.0.1:1"}, {"Content-Type", type}, {"User-Agent", agent}};
    if (!token.empty()) request.headers.emplace_back("Authorization", "Bearer " + token);
    if (!if_match.empty()) request.headers.emplace_back("If-Match", if_match);
    if (!version.empty()) request.headers.emplace_back("X-API-VERSION", version);
    request.body = std::move(body);
    Told told;
    told.raw = simulator.handle(request);
    told.status = told.raw.status;
    boost::system::error_code error;
    told.body = json::parse(told.raw.body, error);
    return told;
  }
  Told get(std::string target) { return ask("GET", "/api/v4/" + std::move(target)); }
  Told post(std::string target, std::string body) {
    return ask("POST", "/api/v4/" + std::move(target), std::move(body));
  }
  Told patch(std::string target, std::string body) {
    return ask("PATCH", "/api/v4/" + std::move(target), std::move(body));
  }

  State& state() { return vendor->state(); }
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
    return told.status == 201 ? json::serialize(told.data().at("id")) : "refused: " + told.error();
  }

  SimTime clock = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(9);
  Clio* vendor = nullptr;
  Simulator simulator;
  std::string token;
  std::string agent = "Test/1.0";
  std::string if_match;
  std::string version;

 private:
  std::unique_ptr<Vendor> make() {
    auto made = std::make_unique<Clio>([this] { return clock; });
    vendor = made.get();
    return made;
  }
};

}  // namespace patchbay::sim::clio
