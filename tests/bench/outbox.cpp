// What it costs to accept a log, beside the least that anything durable costs: one SQLite commit on the same
// disk. And what a long outbox costs a host that starts.
#include "measure.hpp"

#include <csignal>

#include "outbox/ledger.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::bench {
namespace {

namespace json = boost::json;

constexpr int logs = 200;
constexpr int entries = 10'000;
constexpr int spawns = 50;

json::object record(std::string const& session) {
  return {{"sessionId", session},
          {"direction", "Inbound"},
          {"from", json::object{{"phoneNumber", "+14155550132"}}},
          {"to", json::object{{"phoneNumber", "+14155550100"}, {"name", "Robin"}}},
          {"startTime", "2026-11-20T17:00:00Z"},
          {"duration", 125},
          {"result", "Call connected"}};
}

// One row of a log's size, committed.
void commit(Database& database, int number) {
  auto const done = database.write([&](SQLite::Database& db) -> Result<void> {
    SQLite::Statement row(db, "INSERT INTO leases (name, holder, expires_at) VALUES (?, ?, 0)");
    row.bind(1, std::to_string(number));
    row.bind(2, std::string(1500, 'x'));
    row.exec();
    return {};
  });
  if (!done) throw std::runtime_error(done.error().message);
}

void log_a_call(test::ChildProcess& host, json::object const& params, int number) {
  auto request = params;
  request["logInfo"] = record("call " + std::to_string(number));
  if (result_of(host, "callLog.create", std::move(request)).at("state") != "queued")
    throw std::runtime_error("the CRM was faster than it may be here");
}

// Entries that wait for an hour to pass, as after a CRM's daily budget was used up.
void fill(std::filesystem::path const& data) {
  Database database(data / "patchbay.sqlite");
  auto const now = std::chrono::system_clock::now();
  if (!outbox::Ledger(database).want({"nobody/1", outbox::Kind::call, "first"},
                                     {{"subject", std::string(1500, 'x')}}, true, now))
    throw std::runtime_error("no ledger");
  auto const filled = database.write([&](SQLite::Database& db) -> Result<void> {
    db.exec("UPDATE ledger SET next_attempt_at = next_attempt_at + 3600000");
    for (int i = 1; i < entries; ++i) {
      db.exec(
          "INSERT INTO ledger (account, kind, mark, revision, wanted, delivered, log_id, adapter_data, body, "
          "state, sent, attempts, "
          "error, created_at, wanted_at, tried_at, next_attempt_at, lease_owner, lease_until) SELECT "
          "account, kind, 'n' || " +
          std::to_string(i) +
          ", revision, wanted, delivered, log_id, adapter_data, body, state, sent, attempts, error, "
          "created_at, wanted_at, tried_at, "
          "next_attempt_at, '', 0 FROM ledger WHERE mark = 'first'");
    }
    return {};
  });
  if (!filled) throw std::runtime_error(filled.error().message);
}

struct Start {
  double to_hello = 0;
  double megabytes = 0;
};

Start start(std::filesystem::path const& home, std::filesystem::path const& data) {
  Start result;
  std::unique_ptr<test::ChildProcess> host;
  result.to_hello = milliseconds_of([&] {
    host = std::make_unique<test::ChildProcess>(PATCHBAY_HOST, in_home(home, {"--data", data.string()}));
    must(host->read_frame(), "no hello");
  });
  for (int i = 0; i < 100; ++i) result_of(*host, "host.info", {});
  for (int i = 0; i < 3; ++i)
    result_of(*host, "outbox.list", {});  // the scheduler has looked by then, and a page was read
  result.megabytes = resident_megabytes(*host);
  return result;
}

}  // namespace

std::vector<Row> create_rows() {
  test::TempDir const home;
  test::ChildProcess simulator(PATCHBAY_SIM, {{"pipedrive", "--port", "0"}, {}, -1});
  auto const crm = address(simulator);
  test::ChildProcess host(PATCHBAY_HOST, in_home(home.path(), {"--config", configuration(home.path(), crm)}));
  must(host.read_frame(), "no hello");
  json::object const params{
      {"jwtToken", result_of(host, "connection.authorize",
                             {{"platform", "pipedrive"}, {"kind", "apiKey"}, {"apiKey", "sim-api-token"}})
                       .at("jwtToken")},
      {"contactId", "1"},
      {"note", std::string(500, 'n')},
      {"waitMs", 0}};
  Database beside(home / "beside.sqlite");
  simulator.send_signal(SIGSTOP);  // a CRM that takes its time: what is measured is the acknowledgement
  Times commits, creates;
  for (int i = 0; i < logs; ++i) {
    commits.push_back(milliseconds_of([&] { commit(beside, i); }));
    creates.push_back(milliseconds_of([&] { log_a_call(host, params, i); }));
  }
  simulator.send_signal(SIGCONT);
  return {{"one SQLite commit with fsync", median(commits), "ms"},
          {"callLog.create acknowledged", median(creates), "ms"},
          {"callLog.create / one commit", median(creates) / median(commits), "x", 3}};
}

std::vector<Row> backlog_rows() {
  test::TempDir const home;
  fill(home / "full");
  Times empty_hello, full_hello, empty_memory, full_memory;
  for (int i = 0; i < spawns; ++i) {
    auto const empty = start(home.path(), home / "empty");
    auto const full = start(home.path(), home / "full");
    empty_hello.push_back(empty.to_hello);
    full_hello.push_back(full.to_hello);
    empty_memory.push_back(empty.megabytes);
    full_memory.push_back(full.megabytes);
  }
  return {{"spawn to hello, nothing waits", median(empty_hello), "ms"},
          {"spawn to hello, 10,000 entries wait", median(full_hello), "ms"},
          {"spawn to hello, 10,000 / nothing", median(full_hello) / median(empty_hello), "x", 1.2},
          {"memory that 10,000 waiting entries cost", median(full_memory) - median(empty_memory), "MB", 5}};
}

}  // namespace patchbay::bench
