// A simulator of a CRM on a test's own clock, asked by plain requests. One thread.
#pragma once

#include <boost/json/parse.hpp>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "crm/percent.hpp"
#include "crm_sim/common/simulator.hpp"

namespace patchbay::sim {

namespace json = boost::json;

struct Told {
  int status = 0;
  json::value body;
  crm::HttpExchangeResponse raw;

  std::string header(std::string_view name) const { return header_of(raw, name); }
  // A text of the answer, "message" or "error/type", or empty.
  std::string text(std::string const& path) const {
    boost::system::error_code none;
    auto const* found = body.find_pointer("/" + path, none);
    return found && found->is_string() ? std::string(found->get_string()) : "";
  }
  json::value const& data() const { return body.at("data"); }
  json::array const& list(std::string_view name) const { return body.at(name).get_array(); }
};

// `V` is the vendor's simulator: V(Now), and V::state().
template <class V>
class SimBench {
 public:
  SimBench() : simulator(make(), [this] { return clock; }) {}

  Told ask(std::string method, std::string target, std::string body = "") {
    auto const type = body.starts_with('{') ? "application/json" : "application/x-www-form-urlencoded";
    crm::HttpFields fields(headers.begin(), headers.end());
    fields.emplace_back("Content-Type", type);
    Told told;
    told.raw = simulator.handle(
        exchange_request(std::move(method), std::move(target), std::move(fields), std::move(body)));
    told.status = told.raw.status;
    boost::system::error_code no_json;
    told.body = json::parse(told.raw.body, no_json);
    return told;
  }
  Told get(std::string target) { return ask("GET", std::move(target)); }
  Told post(std::string target, std::string body) { return ask("POST", std::move(target), std::move(body)); }
  Told patch(std::string target, std::string body) {
    return ask("PATCH", std::move(target), std::move(body));
  }

  void bearer(std::string const& token) { headers["Authorization"] = "Bearer " + token; }
  auto& state() { return vendor->state(); }

  SimTime clock = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(9);
  V* vendor = nullptr;
  Simulator simulator;
  // What each request carries.
  std::map<std::string, std::string> headers{{"Host", "127.0.0.1:1"}, {"User-Agent", "Test/1.0"}};

 private:
  std::unique_ptr<Vendor> make() {
    auto made = std::make_unique<V>([this] { return clock; });
    vendor = made.get();
    return made;
  }
};

}  // namespace patchbay::sim
