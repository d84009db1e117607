#include "cli/caller.hpp"

#include <catch2/catch.hpp>

namespace patchbay {
namespace {

AllowedExtensions const ours{{"abcdefghijklmnopabcdefghijklmnop"}, {"patchbay@example.test"}};

}  // namespace

TEST_CASE("the extensions that are allowed may call, and a portal that says nothing") {
  CHECK_FALSE(reason_to_refuse({"chrome-extension://abcdefghijklmnopabcdefghijklmnop/"}, ours));
  CHECK_FALSE(reason_to_refuse({"/home/jo/.mozilla/native-messaging-hosts/x.json", "patchbay@example.test"}, ours));
  CHECK_FALSE(reason_to_refuse({}, ours));
}

TEST_CASE("every other caller is refused and named") {
  std::vector<std::vector<std::string>> const callers{{"chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba/"},
                                                      {"chrome-extension://abcdefghijklmnopabcdefghijklmnop"},
                                                      {"/some/manifest.json", "other@example.test"},
                                                      {"patchbay@example.test"}};
  for (auto const& caller : callers) {
    auto const reason = reason_to_refuse(caller, ours);
    REQUIRE(reason);
    CHECK(reason->find(caller.back()) != std::string::npos);
  }
}

}  // namespace patchbay
