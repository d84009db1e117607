#include "abi_layout.h"

#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "base/log.hpp"

namespace patchbay {
namespace {

// "| 3 | not_found | no such record... |" -> {3, "not_found"}: the error table of PROTOCOL.md, without the
// faults of JSON-RPC.
std::vector<std::pair<int, std::string>> documented_errors() {
  std::ifstream file(SOURCE_ROOT "/host/PROTOCOL.md");
  std::vector<std::pair<int, std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string bar, name;
    int number = 0;
    if (words >> bar >> number >> bar >> name && line.starts_with("| ") && number > 0)
      rows.emplace_back(number, name);
  }
  return rows;
}

}  // namespace

TEST_CASE("the errors of the host are those of the protocol document, number by number") {
  auto const rows = documented_errors();
  REQUIRE(rows.size() == error_code_count);
  for (int number = 1; number <= error_code_count; ++number) {
    auto const& [documented, name] = rows[static_cast<std::size_t>(number) - 1];
    CHECK(documented == number);
    CHECK(name == name_of(error_code_from(number)));
  }
}

TEST_CASE("the statuses of the ABI are the errors of the host") {
  auto const same = [](int status, ErrorCode code) { return status == static_cast<int>(code); };
  CHECK(PATCHBAY_OK == 0);
  CHECK(same(PATCHBAY_INVALID_PARAMS, ErrorCode::invalid_params));
  CHECK(same(PATCHBAY_UNSUPPORTED, ErrorCode::unsupported));
  CHECK(same(PATCHBAY_NOT_FOUND, ErrorCode::not_found));
  CHECK(same(PATCHBAY_CONFLICT, ErrorCode::conflict));
  CHECK(same(PATCHBAY_AUTH_REQUIRED, ErrorCode::auth_required));
  CHECK(same(PATCHBAY_FORBIDDEN, ErrorCode::forbidden));
  CHECK(same(PATCHBAY_RATE_LIMITED, ErrorCode::rate_limited));
  CHECK(same(PATCHBAY_UNAVAILABLE, ErrorCode::unavailable));
  CHECK(same(PATCHBAY_TIMEOUT, ErrorCode::timeout));
  CHECK(same(PATCHBAY_CANCELLED, ErrorCode::cancelled));
  CHECK(same(PATCHBAY_BAD_REPLY, ErrorCode::bad_reply));
  CHECK(same(PATCHBAY_UNKNOWN_OUTCOME, ErrorCode::unknown_outcome));
  CHECK(same(PATCHBAY_INTERNAL, ErrorCode::internal));
}

TEST_CASE("the levels of the adapters' log are those of the host's") {
  CHECK(static_cast<int>(PATCHBAY_LOG_DEBUG) == static_cast<int>(LogLevel::debug));
  CHECK(static_cast<int>(PATCHBAY_LOG_INFO) == static_cast<int>(LogLevel::info));
  CHECK(static_cast<int>(PATCHBAY_LOG_WARNING) == static_cast<int>(LogLevel::warning));
  CHECK(static_cast<int>(PATCHBAY_LOG_ERROR) == static_cast<int>(LogLevel::error));
}

}  // namespace patchbay
