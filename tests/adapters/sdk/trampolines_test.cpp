// What the macro makes of a table, against a host of a few lines.
#include "patchbay/adapter.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

namespace patchbay {
namespace {

Result<User> get_user(Http&, Scope const&) { throw std::runtime_error("their words"); }
Result<ContactPage> find_contacts(Http&, ContactQuery const&) { throw 7; }
Result<LogRef> create_call_log(Http&, CallLog const& log) { return LogRef{log.session_id, {}}; }

constexpr std::array operations{on<GetUser, get_user>(), on<FindContacts, find_contacts>(),
                                on<CreateCallLog, create_call_log>()};
constexpr auto names = detail::names_of(operations);
using Library = detail::Trampolines<operations>;

// The answers of one call. Only its address crosses, as the opaque patchbay_call.
struct Heard {
  std::vector<std::string> replies;
  std::vector<Error> failures;
};
Heard& heard(patchbay_call* call) { return *reinterpret_cast<Heard*>(call); }

patchbay_host host() {
  patchbay_host made{};
  made.struct_size = sizeof made;
  made.reply = [](patchbay_call* call, patchbay_text json) {
    heard(call).replies.push_back(detail::copy(json));
  };
  made.fail = [](patchbay_call* call, patchbay_error const* error) {
    heard(call).failures.push_back({error->status, detail::copy(error->message), detail::copy(error->remote),
                                    detail::copy(error->field)});
  };
  return made;
}

Heard call(char const* operation, char const* params) {
  auto const made = host();
  auto* adapter = Library::create(&made);
  Heard heard;
  adapter->call(adapter, reinterpret_cast<patchbay_call*>(&heard), detail::borrow(operation),
                detail::borrow(params));
  adapter->destroy(adapter);
  return heard;
}

}  // namespace

TEST_CASE("the list of operations is the table's, and ends with null") {
  STATIC_REQUIRE(names.size() == 4);
  CHECK(names[0] == std::string("user.get"));
  CHECK(names[2] == std::string("callLog.create"));
  CHECK(names[3] == nullptr);
}

TEST_CASE("a table that lists an operation twice, or no user.get, is noticed when it is compiled") {
  constexpr std::array twice{on<GetUser, get_user>(), on<GetUser, get_user>()};
  constexpr std::array without{on<FindContacts, find_contacts>()};
  STATIC_REQUIRE_FALSE(detail::listed_once(twice));
  STATIC_REQUIRE(detail::listed_once(operations));
  STATIC_REQUIRE_FALSE(detail::lists(without, "user.get"));
}

TEST_CASE("an operation is answered once") {
  auto const answers =
      call("callLog.create", R"({"sessionId":"s","startTime":"2026-11-21T09:00:00Z","contact":{}})");
  CHECK(answers.replies == std::vector<std::string>{R"({"id":"s","adapterData":{}})"});
  CHECK(answers.failures.empty());
}

TEST_CASE("no exception leaves the library, and its text does not reach the log") {
  auto const known = call("user.get", "{}");
  REQUIRE(known.failures.size() == 1);
  CHECK(known.failures[0].status == PATCHBAY_INTERNAL);
  CHECK(known.failures[0].message.find("their words") == std::string::npos);
  CHECK(known.failures[0].remote == "their words");

  auto const strange = call("contact.find", R"({"e164":"+1"})");
  REQUIRE(strange.failures.size() == 1);
  CHECK(strange.failures[0].status == PATCHBAY_INTERNAL);
}

TEST_CASE("params that are no object, and an operation that is not in the table, are refused") {
  CHECK(call("user.get", "[1").failures.at(0).status == PATCHBAY_INVALID_PARAMS);
  CHECK(call("user.get", "7").failures.at(0).status == PATCHBAY_INVALID_PARAMS);
  CHECK(call("contact.search", "{}").failures.at(0).status == PATCHBAY_UNSUPPORTED);
}

}  // namespace patchbay
