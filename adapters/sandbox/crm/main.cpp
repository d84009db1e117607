// patchbay-sandbox: the sandbox CRM on 127.0.0.1, until SIGTERM, SIGINT or the end of stdin.
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <thread>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/system/system_error.hpp>

#include "crm/crm.hpp"

namespace {

namespace fs = std::filesystem;
using namespace patchbay::crm;

std::string environment(char const* name) {
  auto const* value = std::getenv(name);
  return value ? value : "";
}

fs::path data_folder() {
  auto const local = environment("LOCALAPPDATA");  // Windows
  if (!local.empty()) return fs::path(local) / "patchbay";
  auto const xdg = environment("XDG_DATA_HOME");
  if (!xdg.empty()) return fs::path(xdg) / "patchbay";
  return fs::path(environment("HOME")) / ".local" / "share" / "patchbay";
}

std::string default_file() {
  auto const folder = data_folder();
  fs::create_directories(folder);
  return (folder / "sandbox.db").string();
}

Time system_now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

// Serves until a signal or, when asked, the end of stdin.
void serve(std::uint16_t port, std::string const& file, bool until_stdin_ends) {
  Crm crm(file, system_now);
  boost::asio::io_context ending;
  boost::asio::signal_set signals(ending, SIGINT, SIGTERM);
  signals.async_wait([&](boost::system::error_code, int) { ending.stop(); });
  HttpServer const server(port, [&](HttpExchangeRequest const& request) { return crm.handle(request); });
  std::cout << "listening on " << server.origin() << std::endl;
  if (!until_stdin_ends) {
    ending.run();
    return;
  }
  std::atomic<bool> ended = false;
  std::thread reader([&] {
    while (std::getchar() != EOF) {
    }
    ended = true;
    ending.stop();
  });
  ending.run();
  // After a signal the reader still waits for stdin, and there is no portable way to wake it. What was
  // answered is committed.
  if (!ended) std::_Exit(0);
  reader.join();
}

int run(int argc, char** argv) {
  CLI::App options(
      "The sandbox CRM: a small practice CRM for Patchbay, with a page at / and an API at /api/v1.");
  std::uint16_t port = 8014;
  std::string file;
  bool until_stdin_ends = false;
  options.add_option("--port", port, "Port on 127.0.0.1; 0 for any free one")->capture_default_str();
  options.add_option(
      "--data", file,
      "SQLite file; made when absent; \":memory:\" for none (default: in the user's data folder)");
  options.add_flag("--until-stdin-ends", until_stdin_ends, "End when standard input ends");
  CLI11_PARSE(options, argc, argv);
  try {
    serve(port, file.empty() ? default_file() : file, until_stdin_ends);
  } catch (boost::system::system_error const& error) {
    throw std::runtime_error("port " + std::to_string(port) + ": " + error.code().message());
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) try {
  return run(argc, argv);
} catch (std::exception const& error) {
  std::fprintf(stderr, "patchbay-sandbox: %s\n", error.what());
  return 1;
}
