#include "platform/stdio.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <csignal>
#include <string>

#include <unistd.h>

namespace patchbay::platform {
namespace {

using namespace std::chrono_literals;

// A pipe of the test in the place of this program's stdin.
class StdinPipe {
 public:
  StdinPipe() : saved_(dup(STDIN_FILENO)) {
    std::array<int, 2> ends{};
    REQUIRE(pipe(ends.data()) == 0);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    write_end_ = ends[1];
  }
  ~StdinPipe() {
    end();
    dup2(saved_, STDIN_FILENO);
    close(saved_);
  }
  void put(std::string_view bytes) { REQUIRE(write_all(write_end_, bytes)); }
  void end() {
    if (write_end_ >= 0) close(write_end_);
    write_end_ = -1;
  }

 private:
  int saved_;
  int write_end_ = -1;
};

}  // namespace

TEST_CASE("bytes are read as they come, and then the end") {
  StdinPipe pipe;
  Stdin input;
  std::array<char, 8> buffer{};
  pipe.put("0123456789");
  CHECK(input.read_some(buffer, SteadyTime::max()) == 8u);
  CHECK(std::string(buffer.data(), 8) == "01234567");
  CHECK(input.read_some(buffer, SteadyTime::max()) == 2u);
  pipe.end();
  CHECK(input.read_some(buffer, SteadyTime::max()) == std::nullopt);
}

TEST_CASE("a time that has passed ends the wait and not the stream") {
  StdinPipe pipe;
  Stdin input;
  std::array<char, 8> buffer{};
  CHECK(input.read_some(buffer, SteadyTime::min()) == 0u);
  pipe.put("a");
  CHECK(input.read_some(buffer, SteadyTime::max()) == 1u);
}

TEST_CASE("a signal that asks the program to end is the end of the stream") {
  for (int const signal : {SIGTERM, SIGINT, SIGHUP}) {
    StdinPipe pipe;
    Stdin input;
    std::array<char, 8> buffer{};
    std::raise(signal);
    CHECK(input.read_some(buffer, SteadyTime::max()) == std::nullopt);
    CHECK(input.read_some(buffer, SteadyTime::max()) == std::nullopt);
  }
}

}  // namespace patchbay::platform
