// bin/patchbay-sim: one simulated CRM on a port of 127.0.0.1, for end-to-end tests. Says where it listens,
// ends with its standard input.
#include <chrono>
#include <iostream>
#include <limits>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "crm_sim/clio/clio.hpp"
#include "crm_sim/common/simulator.hpp"
#include "crm/http_server.hpp"
#include "crm_sim/hubspot/hubspot.hpp"
#include "crm_sim/pipedrive/pipedrive.hpp"
#include "crm_sim/salesforce/salesforce.hpp"
#include "crm_sim/zoho/zoho.hpp"

namespace {

using namespace patchbay;

std::unique_ptr<sim::Vendor> vendor_named(std::string const& name, sim::Now const& now) {
  if (name == "clio") return std::make_unique<sim::clio::Clio>(now);
  if (name == "hubspot") return std::make_unique<sim::hubspot::HubSpot>(now);
  if (name == "pipedrive") return std::make_unique<sim::pipedrive::Pipedrive>(now);
  if (name == "salesforce") return std::make_unique<sim::salesforce::Salesforce>(now);
  if (name == "zoho") return std::make_unique<sim::zoho::Zoho>(now);
  return nullptr;
}

struct Options {
  std::string vendor;
  std::uint16_t port = 0;
  int latency_ms = 0;
  int clock_s = 0;
};

int serve(Options const& options) {
  sim::Now const now = [ahead = std::chrono::seconds(options.clock_s)] {
    return std::chrono::system_clock::now() + ahead;
  };
  auto vendor = vendor_named(options.vendor, now);
  if (!vendor) {
    std::cerr << "There is no simulator of '" << options.vendor << "'.\n";
    return 2;
  }
  sim::Simulator simulator(std::move(vendor), now);
  simulator.set_latency(std::chrono::milliseconds(options.latency_ms));
  crm::HttpServer const server(options.port, [&](auto const& request) { return simulator.handle(request); });
  std::cout << "listening on " << server.origin() << std::endl;
  std::cin.ignore(std::numeric_limits<std::streamsize>::max());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app{"A simulated CRM for tests"};
  app.add_option("vendor", options.vendor, "which one: clio, hubspot, pipedrive, salesforce, zoho")->required();
  app.add_option("--port", options.port, "0: any free one");
  app.add_option("--latency", options.latency_ms, "milliseconds that each answer takes");
  app.add_option("--clock", options.clock_s, "seconds that its clock is ahead of this machine's");
  CLI11_PARSE(app, argc, argv);
  try {
    return serve(options);
  } catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
