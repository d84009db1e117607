// How the host starts: what it says first, what it takes on the command line, what it does with stdout.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

#include "protocol/host_process.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::test {
namespace {

// As manifest/extension_ids.json names it.
std::string const our_origin = "chrome-extension://kicdhmgjiajeeilbjmobgnonoialjmcm/";

// Where nobody listens: the doctor asks every CRM's host, and a test asks no network.
std::string const no_network = R"("proxy": "http://127.0.0.1:1")";

// A doctor in a home of its own.
ChildProcess::Options doctor_options(std::filesystem::path const& home, std::filesystem::path const& config) {
  return {{"--doctor", "--config", config.string(), "--data", (home / "data").string()},
          {{"HOME", home.string()}, {"XDG_DATA_HOME", ""}, {"XDG_CONFIG_HOME", ""}},
          -1};
}

std::string all_of(ChildProcess& process) {
  std::string said;
  while (auto const line = process.read_line()) said += *line + "\n";
  return said;
}

}  // namespace

TEST_CASE("the host speaks first, and its first byte on stdout is a frame's") {
  HostProcess host;
  auto const hello = host.read();
  CHECK(hello.at("method") == "host.hello");
  CHECK(hello.at_pointer("/params/protocol/major") == 1);
  CHECK_FALSE(hello.as_object().contains("id"));
}

TEST_CASE("the host starts with the arguments of every browser, and with none") {
  for (auto const& arguments : std::vector<std::vector<std::string>>{
           {},
           {our_origin},
           {our_origin, "--parent-window=0"},
           {"/home/x/.mozilla/native-messaging-hosts/io.patchbay.host.json", "patchbay@patchbay.io"}}) {
    HostProcess host(arguments);
    host.greeted();
    CHECK(host.answers());
    CHECK(host.end() == 0);
  }
}

TEST_CASE("a stranger's extension is told why it is refused") {
  std::string const stranger = "chrome-extension://abcdefghijklmnopabcdefghijklmnop/";
  HostProcess host({stranger});
  auto const hello = host.read();
  CHECK(hello.at("method") == "host.hello");
  CHECK(hello.at_pointer("/params/problem").as_string().find(stranger) != std::string::npos);
  CHECK(hello.at_pointer("/params/capabilities").as_array().empty());
  CHECK(host.process().wait() == 1);
}

TEST_CASE("a configuration that is wrong in any part is told, by the name of the part") {
  TempDir const folder;
  auto const file = folder / "config.json";
  std::ofstream(file) << R"({"sections": {"agentname": true}})";
  HostProcess host({"--config", file.string()});
  auto const hello = host.read();
  CHECK(hello.at_pointer("/params/problem").as_string() ==
        "The configuration " + file.string() +
            " is not right: sections.agentname is not a section of a call log.");
  CHECK(host.process().wait() == 1);
}

TEST_CASE("only the CRMs that the configuration allows are offered") {
  TempDir const folder;
  auto const file = folder / "config.json";
  std::ofstream(file) << R"({"allowed_adapters": ["sandbox"]})";
  HostProcess host({"--config", file.string()});
  auto const hello = host.read();
  auto const& adapters = hello.at_pointer("/params/adapters").as_array();
  REQUIRE(adapters.size() == 1);
  CHECK(adapters[0].at("id") == "sandbox");
}

TEST_CASE("a region that the adapter does not have is told with its path and file") {
  TempDir const folder;
  auto const file = folder / "config.json";
  std::ofstream(file) << R"({"adapters": {"sandbox": {"regions": ["moon"]}}})";
  HostProcess host({"--config", file.string()});
  CHECK(host.read().at_pointer("/params/problem").as_string() ==
        "The configuration " + file.string() +
            " is not right: adapters.sandbox.regions names no region of it: moon.");
  CHECK(host.process().wait() == 1);
}

TEST_CASE(
    "a setting that the adapter does not know is told with its path and file, by the host and the doctor") {
  TempDir const folder;
  auto const file = folder / "config.json";
  std::ofstream(file)
      << R"({"adapters": {"sandbox": {"settings": {"tone": "loud"}}, "absent": {"settings": {"a": "b"}}}, )"
      << no_network << "}";
  auto const expected = "The configuration " + file.string() +
                        " is not right: adapters.sandbox.settings.tone is not "
                        "known: Sandbox CRM has no settings.";
  HostProcess host({"--config", file.string()});
  CHECK(host.read().at_pointer("/params/problem").as_string() == expected);
  CHECK(host.process().wait() == 1);
  ChildProcess doctor(host_program(), doctor_options(folder.path(), file));
  auto const said = all_of(doctor);
  CHECK(said.find(expected) != std::string::npos);
  CHECK(doctor.wait() == 1);
}

TEST_CASE("the doctor says what is set of an organisation's app, and nothing of what it is") {
  TempDir const folder;
  auto const file = folder / "config.json";
  std::ofstream(file)
      << R"({"adapters": {"pipedrive": {"client_id": "id-of-a-test", "redirect_ports": [8712]}}, )" << no_network
      << "}";
  ChildProcess doctor(host_program(), doctor_options(folder.path(), file));
  auto const said = all_of(doctor);
  CHECK(said.find("Pipedrive, sign-in by browser: the client id is set, the client secret is not set, the "
                  "redirect port is set.") != std::string::npos);
  CHECK(said.find("Sandbox CRM, sign-in by browser: the client id is set.") != std::string::npos);
  CHECK(said.find("id-of-a-test") == std::string::npos);
}

TEST_CASE("a secret for a platform that no adapter has is stored, with a word that says so") {
  TempDir const folder;
  auto const said = [&](std::string const& platform) {
    ChildProcess set(host_program(), {{"--set-secret", platform, "--data", folder.path().string()}, {}, -1});
    REQUIRE(set.write("example secret\n"));
    set.close_stdin();
    return all_of(set);
  };
  CHECK(said("sandbox") == "The secret is stored.\n");
  CHECK(said("proxy").find("called") == std::string::npos);
  CHECK(said("sandbux").find("The secret is stored.\nNote that no adapter here is called 'sandbux'. ") == 0);
}

TEST_CASE("the doctor's report in JSON is one object, and its status says whether all is well") {
  TempDir const folder;
  auto const file = folder / "config.json";
  std::ofstream(file) << "{" << no_network << "}";
  auto options = doctor_options(folder.path(), file);
  options.arguments.push_back("--json");
  ChildProcess doctor(host_program(), std::move(options));
  auto const report = boost::json::parse(all_of(doctor));
  CHECK(report.at("well") == false);  // there is no browser in this home
  CHECK(report.at("sections").at(0).at("id") == "browsers");
  CHECK(doctor.wait() == 1);
}

TEST_CASE("the doctor says who set what, and that a proxy is away") {
  TempDir const folder;
  auto const file = folder / "config.json";
  std::ofstream(file) << R"({"do_not_log": ["+14155550132"], )" << no_network << "}";
  ChildProcess doctor(host_program(), doctor_options(folder.path(), file));
  auto const said = all_of(doctor);
  CHECK(said.find("proxy = \"http://127.0.0.1:1\", set in " + file.string()) != std::string::npos);
  CHECK(said.find("do_not_log = (1 number), set in " + file.string()) != std::string::npos);
  CHECK(said.find("Through the proxy http://127.0.0.1:1.") != std::string::npos);
  CHECK(said.find("The proxy refused the connection. Check the proxy settings.") != std::string::npos);
  CHECK(doctor.wait() == 1);
}

TEST_CASE("the doctor says which certificates are trusted, and when none can be") {
  TempDir const folder;
  auto const file = folder / "config.json";
  auto const said = [&](std::filesystem::path const& bundle) {
    std::ofstream(file) << R"({"ca_bundle": ")" << bundle.string() << R"(", )" << no_network << "}";
    ChildProcess doctor(host_program(), doctor_options(folder.path(), file));
    return all_of(doctor);
  };
  auto const bundle = folder / "bundle.pem";
  auto const nothing = "WRONG  No CRM can be trusted: there is no certificate (in PEM form) to be read in " +
                       bundle.string() + ", which the configuration names as ca_bundle.";
  CHECK(said(bundle).find(nothing) != std::string::npos);
  std::ofstream(bundle) << "no certificate";
  CHECK(said(bundle).find(nothing) != std::string::npos);
  std::ofstream(bundle) << "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n";
  CHECK(said(bundle).find("ok     Trusts the 1 certificate in " + bundle.string()) != std::string::npos);
}

TEST_CASE("a support bundle is a file, and no folder becomes one") {
  TempDir const folder;
  ChildProcess::Options options;
  options.arguments = {"--support-bundle", folder.path().string()};
  ChildProcess host(host_program(), std::move(options));
  CHECK(all_of(host) == folder.path().string() + " is a folder. Name a file in it.\n");
  CHECK(host.wait() == 1);
}

TEST_CASE("a support bundle says what it holds, and holds nothing secret") {
  TempDir const folder;
  auto const file = folder / "config.json";
  std::ofstream(file) << R"({"do_not_log": ["+14155550132"],
                             "adapters": {"sandbox": {"client_id": "id-of-a-test"}}, )"
                      << no_network << "}";
  auto options = doctor_options(folder.path(), file);
  options.arguments.front() = "--support-bundle";
  options.arguments.insert(options.arguments.begin() + 1, (folder / "bundle.json").string());
  ChildProcess host(host_program(), std::move(options));
  auto const said = all_of(host);
  CHECK(said.starts_with("The bundle holds:"));
  CHECK(said.find("It does not hold: tokens") != std::string::npos);
  CHECK(said.find("Written: " + (folder / "bundle.json").string()) != std::string::npos);
  CHECK(host.wait() == 0);
  std::ifstream stream(folder / "bundle.json");
  std::string const text(std::istreambuf_iterator<char>(stream), {});
  auto const bundle = boost::json::parse(text);
  CHECK(bundle.at("doctor").at("well") == false);
  for (auto const& secret : {std::string("4155550132"), std::string("id-of-a-test"), folder.path().string()})
    CHECK(text.find(secret) == std::string::npos);
}

TEST_CASE("stdout is kept for frames: what a library prints goes to standard error") {
  HostProcess host;
  host.greeted();
  auto const fd = [&](int number) {
    return std::filesystem::read_symlink("/proc/" + std::to_string(host.process().pid()) + "/fd/" +
                                         std::to_string(number));
  };
  CHECK(fd(1) == fd(2));
}

TEST_CASE("the version is printed on stdout by --version") {
  ChildProcess host(host_program(), {{"--version"}, {}, -1});
  auto const line = host.read_line();
  REQUIRE(line);
  CHECK(line->starts_with("patchbay-host "));
  CHECK(host.wait() == 0);
}

TEST_CASE("a misspelt option is named on standard error, and nothing is written to stdout") {
  ChildProcess host(host_program(), {{"--adaptors", "/a"}, {}, -1});
  CHECK_FALSE(host.read_bytes(1));
  CHECK(host.wait() == 2);
  CHECK(host.errors().find("--adaptors") != std::string::npos);
}

TEST_CASE("a person who starts the host in a terminal is told what it is") {
  int const terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  REQUIRE(terminal >= 0);
  REQUIRE(grantpt(terminal) == 0);
  REQUIRE(unlockpt(terminal) == 0);
  int const inside = open(ptsname(terminal), O_RDWR | O_NOCTTY | O_CLOEXEC);
  REQUIRE(inside >= 0);
  {
    ChildProcess host(host_program(), {{}, {}, inside});
    CHECK(host.wait() == 2);
    CHECK_FALSE(host.read_bytes(1));
    CHECK(host.errors().find("browser extension") != std::string::npos);
  }
  close(inside);
  close(terminal);
}

}  // namespace patchbay::test
