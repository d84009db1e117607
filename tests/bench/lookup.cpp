// A lookup with 10 matches and their deals: host, adapter and a simulated CRM whose every answer takes 100 ms.
#include "measure.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "support/temp_dir.hpp"

namespace patchbay::bench {
namespace {

namespace json = boost::json;

constexpr double latency = 100;
constexpr int lookups = 7;  // as many as the CRM's limit on searches lets through without a wait
constexpr std::size_t matches = 10;
constexpr char number[] = "+12125550180";  // of whom seeded_company() seats at the reception

void look_up(test::ChildProcess& host, json::object const& params) {
  auto const result = result_of(host, "contact.find", params);
  auto const& found = result.at("contact").as_array();
  if (found.size() != matches) throw std::runtime_error("not " + std::to_string(matches) + " matches");
  for (auto const& contact : found) {
    if (contact.at("additionalInfo").at("deal").as_array().empty()) throw std::runtime_error("a match without its deal");
  }
}

}  // namespace

std::vector<Row> lookup_rows() {
  test::TempDir const home;
  test::ChildProcess simulator(PATCHBAY_SIM, {{"pipedrive", "--port", "0", "--latency", "100"}, {}, -1});
  test::ChildProcess host(PATCHBAY_HOST, in_home(home.path(), {"--config", configuration(home.path(), address(simulator))}));
  must(host.read_frame(), "no hello");
  auto const signed_in = result_of(
      host, "connection.authorize", {{"platform", "pipedrive"}, {"kind", "apiKey"}, {"apiKey", "sim-api-token"}});
  json::object const params{{"jwtToken", signed_in.at("jwtToken")}, {"phoneNumber", number}, {"refresh", true}};
  auto const first = milliseconds_of([&] { look_up(host, params); });
  Times times;
  for (int i = 0; i < lookups; ++i) times.push_back(milliseconds_of([&] { look_up(host, params); }));
  return {{"lookup, 10 matches, first (rounds of 100 ms)", first / latency, "rounds", 2.2},
          {"lookup, 10 matches, then (rounds of 100 ms)", median(times) / latency, "rounds", 2.2}};
}

}  // namespace patchbay::bench
