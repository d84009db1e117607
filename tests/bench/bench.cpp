// The host against echo_host.c, the two in turn so that the machine's mood meets both; then the lookup and the directory. Prints a table, and ends with 1
// when a limit is missed.
#include "measure.hpp"

#include "support/temp_dir.hpp"

namespace patchbay::bench {
namespace {

constexpr int spawns = 200;
constexpr int round_trips = 5'000;
constexpr int memory_trips = 100;

// A host that has said hello, and what that took.
struct Started {
  std::unique_ptr<test::ChildProcess> process;
  double to_hello = 0;
};

Started start(std::filesystem::path const& program, std::filesystem::path const& home) {
  Started started;
  started.to_hello = milliseconds_of([&] {
    started.process = std::make_unique<test::ChildProcess>(program, in_home(home));
    must(started.process->read_frame(), "no hello");
  });
  return started;
}

double end(test::ChildProcess& process) {
  return milliseconds_of([&] {
    process.close_stdin();
    if (must(process.wait(), "no end") != 0) throw std::runtime_error("a host failed");
  });
}

// host.info in a frame of 1 KB.
std::string const& request() {
  static std::string const text = [] {
    std::string before = R"({"jsonrpc":"2.0","id":1,"method":"host.info","params":{"padding":")";
    std::string const after = "\"}}";
    return before.append(1024 - before.size() - after.size(), 'x') + after;
  }();
  return text;
}

double round_trip(test::ChildProcess& process) {
  return milliseconds_of([&] {
    if (!process.write_frame(request())) throw std::runtime_error("nobody reads");
    must(process.read_frame(), "no answer");
  });
}

void add_start_and_end(std::vector<Row>& rows, std::filesystem::path const& home) {
  Times echo_hello, host_hello, echo_end, host_end;
  for (int i = 0; i < spawns; ++i) {
    auto const echo = start(PATCHBAY_ECHO, home);
    echo_hello.push_back(echo.to_hello);
    echo_end.push_back(end(*echo.process));
    auto const host = start(PATCHBAY_HOST, home);
    host_hello.push_back(host.to_hello);
    host_end.push_back(end(*host.process));
  }
  rows.push_back({"spawn to hello, echo", median(echo_hello), "ms"});
  rows.push_back({"spawn to hello, host", median(host_hello), "ms"});
  rows.push_back({"spawn to hello, host / echo", median(host_hello) / median(echo_hello), "x", 15});
  rows.push_back({"end of stdin to exit, echo", median(echo_end), "ms"});
  rows.push_back({"end of stdin to exit, host", median(host_end), "ms", 100});
}

void add_round_trips(std::vector<Row>& rows, std::filesystem::path const& home) {
  auto const echo = start(PATCHBAY_ECHO, home);
  auto const host = start(PATCHBAY_HOST, home);
  Times echo_times, host_times;
  for (int i = 0; i < round_trips; ++i) {
    echo_times.push_back(round_trip(*echo.process));
    host_times.push_back(round_trip(*host.process));
  }
  rows.push_back({"round trip of 1 KB, echo", median(echo_times), "ms"});
  rows.push_back({"round trip of 1 KB, host.info", median(host_times), "ms"});
  rows.push_back({"round trip of 1 KB, host / echo", median(host_times) / median(echo_times), "x"});
}

void add_memory(std::vector<Row>& rows, std::filesystem::path const& home) {
  auto const host = start(PATCHBAY_HOST, home);
  for (int i = 0; i < memory_trips; ++i) round_trip(*host.process);
  rows.push_back({"resident memory, idle", resident_megabytes(*host.process), "MB", 20});
}

// Whether every limit was kept.
bool print(std::vector<Row> const& rows) {
  bool kept = true;
  for (auto const& row : rows) {
    std::printf("%-48s %9.3f %-6s", row.what.c_str(), row.value, row.unit.c_str());
    if (row.limit > 0) {
      std::printf(" %s %g%s", row.side == Row::at_most ? "at most" : "at least", row.limit, row.kept() ? "" : "  MISSED");
    }
    std::printf("\n");
    kept = kept && row.kept();
  }
  return kept;
}

int run() {
  test::TempDir const home;
  std::vector<Row> rows;
  add_start_and_end(rows, home.path());
  add_round_trips(rows, home.path());
  add_memory(rows, home.path());
  for (auto const& more : {lookup_rows, create_rows, backlog_rows, directory_rows}) {
    for (auto& row : more()) rows.push_back(std::move(row));
  }
  return print(rows) ? 0 : 1;
}

}  // namespace
}  // namespace patchbay::bench

int main() {
  try {
    return patchbay::bench::run();
  } catch (std::exception const& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
