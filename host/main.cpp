// The composition root: builds what a session needs, reads frames until the end, drains.

#include <array>
#include <chrono>
#include <cstdlib>
#include <string>

#include <boost/json/array.hpp>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "config/command_line.hpp"
#include "platform/paths.hpp"
#include "platform/stdio.hpp"
#include "session/session.hpp"
#include "wire/reply.hpp"

namespace {

using namespace patchbay;
using namespace std::chrono_literals;
namespace json = boost::json;

constexpr int protocol_major = 1;
constexpr int protocol_minor = 0;

json::object protocol_version() {
  json::object version;
  version["major"] = protocol_major;
  version["minor"] = protocol_minor;
  return version;
}

json::object hello(Router const& router) {
  json::object params;
  params["version"] = PATCHBAY_VERSION;
  params["protocol"] = protocol_version();
  params["adapters"] = json::array();
  params["policy"] = json::object();
  params["capabilities"] = json::array();
  for (auto const& name : router.names()) params["capabilities"].as_array().emplace_back(name);
  return params;
}

json::value host_info(CommandLine const& options, Session::Counters const& counters) {
  json::object result;
  result["version"] = PATCHBAY_VERSION;
  result["protocol"] = protocol_version();
  result["executable"] = platform::executable().string();
  result["dataDirectory"] = options.data.value_or(platform::default_data_directory()).string();
  result["adapters"] = json::array();
  result["refused"] = json::array();
  auto& counted = result["counters"].emplace_object();
  counted["requests"] = counters.requests;
  counted["errors"] = counters.errors;
  counted["inFlight"] = counters.in_flight;
  return result;
}

// Frames until the stream ends, a signal comes, or nobody reads the answers any more.
void converse(platform::Stdin& input, Session& session) {
  std::array<char, 64 * 1024> buffer;
  bool heard = true;
  while (heard) {
    auto const count = input.read_some(buffer, session.next_deadline());
    if (!count) return;
    heard = session.receive(std::span(buffer).first(*count));
    heard = session.expire() && heard;
  }
}

int run(CommandLine const& options, platform::PipeHandle frames) {
  platform::Stdin input;  // before anything is said: a signal from here on is an orderly end
  Log const log(options.log_level, stderr_sink());
  wire::FrameWriter writer([frames](std::string_view bytes) { return platform::write_all(frames, bytes); });
  auto const notify = notify_through(writer, log);

  Router router;
  Session const* current = nullptr;
  router.add("host.info", 5s, [&](json::object const&, RequestContext const&) -> Result<json::value> {
    return host_info(options, current->counters());
  });

  notify("host.hello", hello(router));
  Session session(router, writer, system_clock(), log);
  current = &session;
  converse(input, session);

  bool const idle = session.end(1s);
  if (!writer.finish(200ms) || !idle) std::_Exit(0);  // what was acknowledged is on disk: this is safe at any point
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  auto const frames = platform::claim_frame_pipe();
  auto const [options, stop] = parse_command_line(argc, argv);
  auto const print = [frames](std::string const& text) { platform::write_all(frames, text); };
  if (stop && stop->status == 0) return print(stop->text), 0;
  if (stop) return std::fputs(stop->text.c_str(), stderr), stop->status;
  if (options.version) return print("patchbay-host " PATCHBAY_VERSION "\n"), 0;
  if (platform::stdin_is_terminal()) return std::fputs(command_line_help().c_str(), stderr), 2;
  return run(options, frames);
}
