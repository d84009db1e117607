#include "platform/late_module.hpp"

#include <catch2/catch.hpp>

#include "support/print_result.hpp"

namespace patchbay::platform {

TEST_CASE("a part is found again at the same address") {
  auto const first = late_symbol("secret_service", "patchbay_secret_service");
  REQUIRE(first);
  CHECK(*late_symbol("secret_service", "patchbay_secret_service") == *first);
}

TEST_CASE("a part of this version that is gone says that there was an update, and may be asked for again") {
  auto const error = late_symbol("no_such_part", "anything").error();
  CHECK(error.code == ErrorCode::unavailable);
  CHECK(error.message.find("Patchbay was updated or removed while it ran: its part no_such_part-") !=
        std::string::npos);
}

TEST_CASE("a part that lacks what is asked for is a defect") {
  CHECK(late_symbol("secret_service", "no_such_symbol").error().code == ErrorCode::internal);
}

}  // namespace patchbay::platform
