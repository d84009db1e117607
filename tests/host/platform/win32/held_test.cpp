#include <catch2/catch.hpp>

#include <vector>

#include "platform/win32.hpp"

namespace patchbay::platform {
namespace {

// Something to do on a file that `errors` are in the way of, one an attempt, and then nothing more.
struct Held {
  std::vector<DWORD> errors;
  std::size_t attempts = 0;
  DWORD waited = 0;
  DWORD done() {
    auto const attempt = [this] {
      return attempts < errors.size() ? errors[attempts++] : (++attempts, ERROR_SUCCESS);
    };
    return once_free(attempt, [this](DWORD milliseconds) { waited += milliseconds; });
  }
};

}  // namespace

TEST_CASE("what somebody looks at for a moment is done once they are gone") {
  Held held{{ERROR_SHARING_VIOLATION, ERROR_ACCESS_DENIED}};
  CHECK(held.done() == ERROR_SUCCESS);
  CHECK(held.attempts == 3);
  CHECK(held.waited > 0);
}

TEST_CASE("what nobody lets go of is given up within a second or so") {
  Held held{std::vector<DWORD>(100, ERROR_ACCESS_DENIED)};
  CHECK(held.done() == ERROR_ACCESS_DENIED);
  CHECK(held.attempts > 5);
  CHECK(held.waited >= 1000);
  CHECK(held.waited < 1500);
}

TEST_CASE("what fails for another reason is not tried again") {
  Held held{{ERROR_DISK_FULL}};
  CHECK(held.done() == ERROR_DISK_FULL);
  CHECK(held.attempts == 1);
  CHECK(held.waited == 0);
}

}  // namespace patchbay::platform
