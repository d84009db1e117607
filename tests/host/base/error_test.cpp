#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

namespace patchbay {

TEST_CASE("every error code has a name of its own and a sentence for people") {
  std::set<std::string_view> names;
  for (int number = 1; number <= error_code_count; ++number) {
    auto const code = error_code_from(number);
    CHECK(static_cast<int>(code) == number);
    CHECK(names.insert(name_of(code)).second);
    CHECK(advice_for(code).back() == '.');
  }
}

TEST_CASE("a number outside the error table is internal") {
  CHECK(error_code_from(0) == ErrorCode::internal);
  CHECK(error_code_from(14) == ErrorCode::internal);
  CHECK(error_code_from(-32700) == ErrorCode::internal);
}

TEST_CASE("an invalid field is named in the error and in its message") {
  auto const error = invalid_field("phoneNumber", "is missing");
  CHECK(error.code == ErrorCode::invalid_params);
  CHECK(error.field == "phoneNumber");
  CHECK(error.message == "Parameter 'phoneNumber' is missing.");
}

}  // namespace patchbay
