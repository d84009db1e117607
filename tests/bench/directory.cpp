// contact.find from a directory of a million contacts, through the real pipes, beside host.info in the same
// run.
#include "bench/directory_fill.hpp"

#include <fstream>
#include <random>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "support/temp_dir.hpp"

namespace patchbay::bench {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr int round_trips = 5'000;
constexpr int pipelined = 50'000;
constexpr int in_flight = 48;
constexpr int spawns = 100;
constexpr char found[] = R"("from":"directory")";

struct Home {
  test::TempDir dir;
  test::ChildProcess crm{PATCHBAY_SANDBOX, {{"--port", "0", "--data", ":memory:"}, {}, -1}};
  std::string token;

  fs::path data() const { return dir / ".local" / "share" / "patchbay"; }

  std::unique_ptr<test::ChildProcess> host() const {
    auto process = std::make_unique<test::ChildProcess>(
        PATCHBAY_HOST, in_home(dir.path(), {"--config", (dir / "config.json").string()}));
    must(process->read_frame(), "no hello");
    return process;
  }
  // Signs in to the sandbox; the directory that fills then is replaced by the large one.
  void sign_in() {
    auto const line = must(crm.read_line(), "the sandbox does not start");
    auto const url = line.substr(line.find("http"), line.find_last_not_of("\r\n") + 1 - line.find("http"));
    std::ofstream(dir / "config.json") << json::serialize(
        json::object{{"adapters", json::object{{"sandbox", json::object{{"base_url", url}}}}}});
    auto const process = host();
    process->write_frame(R"({"jsonrpc":"2.0","id":1,"method":"connection.authorize","params":)"
                         R"({"platform":"sandbox","kind":"apiKey","apiKey":"sandbox"}})");
    for (;;) {
      auto const message = json::parse(must(process->read_frame(), "no sign-in")).as_object();
      if (!message.contains("result")) continue;
      token = message.at("result").at("jwtToken").as_string().c_str();
      break;
    }
    process->close_stdin();
    must(process->wait(), "no end");
  }
};

std::string find_request(Home const& home, int id, std::size_t contact) {
  return R"({"jsonrpc":"2.0","id":)" + std::to_string(id) +
         R"(,"method":"contact.find","params":{"jwtToken":")" + home.token + R"(","phoneNumber":")" +
         number_of_contact(contact) + "\"}}";
}

// The next frame that is an answer.
std::string answer_of(test::ChildProcess& host) {
  for (;;) {
    auto frame = must(host.read_frame(), "no answer");
    if (frame.find("\"method\":") == std::string::npos) return frame;
  }
}

double trip(test::ChildProcess& host, std::string const& request, char const* expected) {
  std::string answer;
  auto const took = milliseconds_of([&] {
    if (!host.write_frame(request)) throw std::runtime_error("nobody reads");
    answer = answer_of(host);
  });
  if (answer.find(expected) == std::string::npos)
    throw std::runtime_error("not what was expected: " + answer);
  return took;
}

double peak_megabytes(test::ChildProcess const& process) {
  std::ifstream status("/proc/" + std::to_string(process.pid()) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;  // kB
  }
  throw std::runtime_error("no VmHWM");
}

void add_round_trips(std::vector<Row>& rows, Home const& home, test::ChildProcess& host,
                     std::mt19937& random) {
  std::uniform_int_distribution<std::size_t> any(0, all_contacts - 1);
  std::string const info = R"({"jsonrpc":"2.0","id":1,"method":"host.info"})";
  Times finds, infos;
  for (int i = 0; i < round_trips + 50; ++i) {
    auto const of_info = trip(host, info, "dataDirectory");
    auto const of_find = trip(host, find_request(home, 1, any(random)), found);
    if (i < 50) continue;  // the first ones open what is opened once
    infos.push_back(of_info);
    finds.push_back(of_find);
  }
  rows.push_back({"contact.find of a million, median", median(finds), "ms"});
  rows.push_back({"host.info beside it, median", median(infos), "ms"});
  rows.push_back({"contact.find - host.info, medians", median(finds) - median(infos), "ms", 0.2});
  rows.push_back(
      {"contact.find - host.info, 99 of 100", percentile(finds, 99) - percentile(infos, 99), "ms", 1});
}

void add_pipelined(std::vector<Row>& rows, Home const& home, test::ChildProcess& host, std::mt19937& random) {
  std::uniform_int_distribution<std::size_t> any(0, all_contacts - 1);
  std::vector<std::string> requests;
  for (int i = 0; i < pipelined; ++i) requests.push_back(find_request(home, i, any(random)));
  int asked_the_crm = 0;  // whom a check behind an earlier answer did not find in the sandbox
  auto const took = milliseconds_of([&] {
    int sent = 0;
    for (int answered = 0; answered < pipelined; ++answered) {
      for (; sent < pipelined && sent < answered + in_flight; ++sent)
        host.write_frame(requests[static_cast<std::size_t>(sent)]);
      if (answer_of(host).find(found) == std::string::npos) ++asked_the_crm;
    }
  });
  if (asked_the_crm > pipelined / 1000) throw std::runtime_error("the directory did not answer");
  rows.push_back(
      {"contact.find of a million, pipelined", 1000.0 * pipelined / took, "/s", 10'000, Row::at_least});
  rows.push_back({"resident memory at its highest meanwhile", peak_megabytes(host), "MB", 40});
}

void add_hello(std::vector<Row>& rows, Home const& full) {
  Home empty;
  empty.sign_in();
  Times of_full, of_empty;
  auto const time_of = [](Home const& home) {
    std::unique_ptr<test::ChildProcess> process;
    auto const took = milliseconds_of([&] { process = home.host(); });
    process->close_stdin();
    must(process->wait(), "no end");
    return took;
  };
  for (int i = 0; i < spawns; ++i) {
    of_empty.push_back(time_of(empty));
    of_full.push_back(time_of(full));
  }
  rows.push_back(
      {"spawn to hello, a million / empty directory", median(of_full) / median(of_empty), "x", 1.1});
}

}  // namespace

std::vector<Row> directory_rows() {
  Home home;
  home.sign_in();
  fs::remove_all(home.data() / "directory");
  auto rows = fill_directory(home.data() / "directory" / "1.sqlite");
  std::mt19937 random(7);
  auto const host = home.host();
  add_round_trips(rows, home, *host, random);
  add_pipelined(rows, home, *host, random);
  add_hello(rows, home);
  return rows;
}

}  // namespace patchbay::bench
