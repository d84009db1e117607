// The program: parse the command line, build the graph, say hello, read frames until the end, drain.

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <stop_token>
#include <string>
#include <thread>

#include <boost/json/array.hpp>

#include "application.hpp"
#include "cli/browsers.hpp"
#include "cli/caller.hpp"
#include "commands.hpp"
#include "base/clock.hpp"
#include "base/log.hpp"
#include "config/command_line.hpp"
#include "platform/arguments.hpp"
#include "platform/paths.hpp"
#include "platform/stdio.hpp"
#include "session/session.hpp"
#include "wire/reply.hpp"

namespace {

using namespace patchbay;
using namespace std::chrono_literals;
namespace json = boost::json;

json::object protocol_version() { return {{"major", 1}, {"minor", 0}}; }

json::object hello(Router const& router, Application const& application, Config const& config) {
  json::array capabilities;
  for (auto const& name : router.names()) capabilities.emplace_back(name);
  return {{"version", PATCHBAY_VERSION},
          {"protocol", protocol_version()},
          {"adapters", application.adapters(false)},
          {"policy", policy_for_extension(config)},
          {"capabilities", std::move(capabilities)}};
}

json::object host_info(CommandLine const& options, Application const& application, Session::Counters const& counters) {
  return {{"version", PATCHBAY_VERSION},
          {"protocol", protocol_version()},
          {"executable", platform::executable().string()},
          {"dataDirectory", data_directory(options).string()},
          {"adapters", application.adapters(true)},
          {"refused", application.refused()},
          {"counters", json::object{{"requests", counters.requests},
                                    {"errors", counters.errors},
                                    {"inFlight", counters.in_flight}}}};
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

// A host that cannot read its configuration, or that a stranger called, says so and ends.
int refuse(std::string const& problem, Notify const& notify, wire::FrameWriter& writer, Log const& log) {
  log.error(problem);
  notify("host.hello", {{"version", PATCHBAY_VERSION},
                        {"protocol", protocol_version()},
                        {"adapters", json::array()},
                        {"policy", json::object()},
                        {"capabilities", json::array()},
                        {"problem", problem}});
  writer.finish(200ms);
  return 1;
}

// Whatever is stuck (an adapter that never returns, a disk that does not answer), the program is gone before a browser would kill it.
// What was acknowledged is on disk: this is safe at any point.
void leave_in_time(std::stop_token stop) {
  auto const& clock = system_clock();
  if (clock.wait_until(clock.steady_now() + 1500ms, stop)) std::_Exit(0);
}

int run(CommandLine const& options, platform::PipeHandle frames) {
  std::jthread last_resort;     // stands first, goes last: it also watches over the end of what stands below
  platform::Stdin input;  // before anything is said: a signal from here on is an orderly end
  auto const config = read_config(options);
  Log const log(config ? config->log_level : LogLevel::info, stderr_sink());
  wire::FrameWriter writer([frames](std::string_view bytes) { return platform::write_all(frames, bytes); });
  auto const notify = notify_through(writer, log);
  if (!config) return refuse(config.error().message, notify, writer, log);
  if (auto const reason = reason_to_refuse(options.caller, allowed_extensions(*config))) {
    return refuse(*reason, notify, writer, log);
  }

  Application application(options, *config, notify, log);
  if (application.problem()) return refuse(application.problem()->message, notify, writer, log);
  Router router;
  Session const* current = nullptr;
  application.add_methods(router, [&] { return host_info(options, application, current->counters()); });
  notify("host.hello", hello(router, application, *config));
  Session session(router, writer, system_clock(), log);
  current = &session;
  application.start();
  converse(input, session);

  last_resort = std::jthread(leave_in_time);
  bool const idle = session.end(1s);
  if (!idle) log.warning("A request did not end; Patchbay leaves without it.");
  bool const said = writer.finish(200ms);
  application.stop();
  if (!idle || !said) std::_Exit(0);  // something of theirs still runs: their destructors would wait for it
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  auto const frames = platform::claim_frame_pipe();
  auto const arguments = platform::arguments(argc, argv);
  auto const [options, stop] = parse_command_line(static_cast<int>(arguments.size()), arguments.data());
  auto const print = [frames](std::string const& text) { platform::write_all(frames, text); };
  if (stop && stop->status == 0) return print(stop->text), 0;
  if (stop) return std::fputs(stop->text.c_str(), stderr), stop->status;
  std::ostringstream out;
  if (auto const status = run_command(options, out)) return print(out.str()), *status;
  if (platform::stdin_is_terminal()) return std::fputs(command_line_help().c_str(), stderr), 2;
  return run(options, frames);
}
