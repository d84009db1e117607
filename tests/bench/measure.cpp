#include "measure.hpp"

#include <fstream>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace patchbay::bench {

namespace json = boost::json;

std::string address(test::ChildProcess& simulator) {
  std::string const said = "listening on ";
  auto const line = must(simulator.read_line(), "the simulator does not start");
  if (!line.starts_with(said)) throw std::runtime_error(line);
  return line.substr(said.size());
}

std::string configuration(std::filesystem::path const& home, std::string const& crm) {
  auto const file = home / "config.json";
  std::ofstream(file) << json::serialize(json::object{
      {"adapters", json::object{{"pipedrive", json::object{{"base_url", crm}, {"auth_url", crm}}}}}});
  return file.string();
}

json::object result_of(test::ChildProcess& host, std::string_view method, json::object params) {
  host.write_frame(json::serialize(
      json::object{{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", std::move(params)}}));
  for (;;) {
    auto const message = json::parse(must(host.read_frame(), "no answer")).as_object();
    if (!message.contains("id")) continue;  // a notification
    if (auto const* result = message.if_contains("result")) return result->as_object();
    throw std::runtime_error(json::serialize(message));
  }
}

double resident_megabytes(test::ChildProcess const& process) {
  std::ifstream status("/proc/" + std::to_string(process.pid()) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;  // kB
  }
  throw std::runtime_error("no VmRSS");
}

}  // namespace patchbay::bench
