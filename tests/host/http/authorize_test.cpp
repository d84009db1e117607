#include "http/authorize.hpp"

#include <catch2/catch.hpp>

#include "test_tools.hpp"

using namespace patchbay;
using namespace patchbay::test;

namespace {

class FakeTokens final : public TokenSource {
 public:
  Result<Credential> current(Context const&) override {
    if (failure) return *failure;
    return credential("old");
  }
  Result<Credential> refreshed(std::string const& generation, Context const&) override {
    refreshed_generations.push_back(generation);
    if (failure_of_refresh) return *failure_of_refresh;
    return credential("new");
  }
  static Credential credential(std::string const& word) {
    return {"Authorization", Secret("Test " + word), "generation of " + word};
  }

  std::optional<Error> failure, failure_of_refresh;
  std::vector<std::string> refreshed_generations;
};

// A CRM that takes the new credential only.
Result<HttpResponse> wants_new(HttpRequest const& request) {
  bool const open = request.url == "/open";
  bool const fresh = request.headers.back().value == "Test new";
  return open || (fresh && request.url != "/closed") ? response(200, request.url)
                                                     : response(401, "who are you?");
}

struct Fixture {
  FakeClock clock;
  FakeTokens tokens;
  ScriptedClient crm;
  Authorize layer{crm, tokens};
  Context context = within(clock, std::chrono::seconds(10));
};

}  // namespace

TEST_CASE_METHOD(Fixture, "every request carries the credential, and only that one in its header") {
  crm.otherwise([](HttpRequest const&) { return response(200); });
  auto request = get("/a");
  request.headers = {{"authorization", "forged"}, {"Accept", "text/plain"}};
  layer.send({request, get("/b")}, context);
  for (auto const& sent : crm.sent()) {
    CHECK(sent.headers.back().name == "Authorization");
    CHECK(sent.headers.back().value == "Test old");
  }
  CHECK(crm.sent()[0].headers.size() == 2);
  CHECK(tokens.refreshed_generations.empty());
}

TEST_CASE_METHOD(Fixture,
                 "several 401 in one batch cost one refresh, and only those requests are sent again") {
  crm.otherwise(wants_new);
  auto const results = layer.send({get("/a"), get("/open"), post("/b")}, context);
  CHECK(results[0]->body == "/a");
  CHECK(results[1]->body == "/open");
  CHECK(results[2]->body == "/b");
  CHECK(tokens.refreshed_generations == std::vector<std::string>{"generation of old"});
  REQUIRE(crm.batches().size() == 2);
  CHECK(crm.batches()[1].size() == 2);
  CHECK(crm.batches()[1][0].headers.size() == 1);
}

TEST_CASE_METHOD(Fixture, "a second 401 means signing in again, with the CRM's words apart") {
  crm.otherwise(wants_new);
  auto const results = layer.send({get("/closed"), get("/a")}, context);
  CHECK(results[0].error().code == ErrorCode::auth_required);
  CHECK(results[0].error().remote == "who are you?");
  CHECK(results[0].error().message.find("who are you") == std::string::npos);
  CHECK(results[1]->body == "/a");
  CHECK(crm.batches().size() == 2);
}

TEST_CASE_METHOD(Fixture, "without a credential nothing is sent") {
  tokens.failure = fail(ErrorCode::auth_required, "Signed out.");
  auto const results = layer.send({get("/a"), get("/b")}, context);
  REQUIRE(results.size() == 2);
  CHECK(results[1].error().message == "Signed out.");
  CHECK(crm.batches().empty());
}

TEST_CASE_METHOD(Fixture, "a refresh that fails gives its reason to the refused requests only") {
  crm.otherwise(wants_new);
  tokens.failure_of_refresh = fail(ErrorCode::unavailable, "No answer.");
  auto const results = layer.send({get("/a"), get("/open")}, context);
  CHECK(results[0].error().message == "No answer.");
  CHECK(results[1]->body == "/open");
  CHECK(crm.batches().size() == 1);
}

TEST_CASE_METHOD(Fixture, "an anonymous request carries no credential, and its 401 ends no sign-in") {
  crm.otherwise(
      [](HttpRequest const& request) { return response(request.anonymous ? 401 : 200, "not you"); });
  auto stored = get("/storage");
  stored.anonymous = true;
  auto const results = layer.send({stored, get("/b")}, context);
  CHECK(crm.sent()[0].headers.empty());
  CHECK(crm.sent()[1].headers.size() == 1);
  REQUIRE(results[0].has_error());
  CHECK(results[0].error().code == ErrorCode::forbidden);
  CHECK(results[0].error().remote == "not you");
  CHECK(results[1].has_value());
  CHECK(tokens.refreshed_generations.empty());
}
