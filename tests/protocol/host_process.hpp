// The real host, started as a browser starts it, in a home of its own. One thread, except as ChildProcess
// says.
#pragma once

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/parse.hpp>

#include "support/child_process.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::test {

inline std::filesystem::path host_program() {
  char const* const other = std::getenv("PATCHBAY_HOST");
  return other ? other : PATCHBAY_HOST;
}

class HostProcess {
 public:
  explicit HostProcess(std::vector<std::string> arguments = {})
      : process_(host_program(), options(std::move(arguments))) {}

  ChildProcess& process() { return process_; }

  // Past host.hello, to where requests are answered.
  HostProcess& greeted() {
    REQUIRE(read().at("method") == "host.hello");
    return *this;
  }

  boost::json::value read() {
    auto const frame = process_.read_frame();
    REQUIRE(frame);
    return boost::json::parse(*frame);
  }

  // `members` is what stands beside "jsonrpc": R"("id":1,"method":"host.info")".
  static std::string request(std::string const& members) { return R"({"jsonrpc":"2.0",)" + members + "}"; }

  boost::json::value ask(std::string const& members) {
    REQUIRE(process_.write_frame(request(members)));
    return read();
  }

  // The port lives: a request is answered with its result.
  bool answers() { return ask(R"("id":"alive","method":"host.info")").as_object().contains("result"); }

  // The end of stdin, as when the extension disconnects.
  std::optional<int> end() {
    process_.close_stdin();
    return process_.wait();
  }

 private:
  ChildProcess::Options options(std::vector<std::string> arguments) const {
    if (std::find(arguments.begin(), arguments.end(), "--data") == arguments.end()) {
      arguments.insert(arguments.end(), {"--data", (home_ / "data").string()});
    }
    return {std::move(arguments),
            {{"HOME", home_.path().string()}, {"XDG_DATA_HOME", ""}, {"XDG_CONFIG_HOME", ""}},
            -1};
  }

  TempDir home_;
  ChildProcess process_;
};

// The number of an error reply, 0 for a result.
inline int code_of(boost::json::value const& reply) {
  auto const* error = reply.as_object().if_contains("error");
  return error ? error->at("code").to_number<int>() : 0;
}

}  // namespace patchbay::test
