#include "wire/message.hpp"

#include <catch2/catch.hpp>

namespace patchbay::wire {
namespace {

Fault fault_of(std::string_view text) {
  auto const message = parse_message(text);
  REQUIRE(std::holds_alternative<Fault>(message));
  return std::get<Fault>(message);
}

}  // namespace

TEST_CASE("a request has an id, a method and params") {
  auto const message = parse_message(
      R"({"jsonrpc":"2.0","id":"a","method":"contact.find","params":{"phoneNumber":"x"},"more":1})");
  auto const& request = std::get<Request>(message);
  CHECK(request.id == "a");
  CHECK(request.method == "contact.find");
  CHECK(request.params.at("phoneNumber") == "x");
}

TEST_CASE("params that are absent are empty") {
  auto const message = parse_message(R"({"jsonrpc":"2.0","id":-7,"method":"host.info"})");
  CHECK(std::get<Request>(message).params.empty());
}

TEST_CASE("an id is a text or an integer of 64 bits, as it was sent") {
  for (std::string_view id : {"0", "-1", "9223372036854775807", "18446744073709551615", "\"\"", "\"7\""}) {
    auto const message = parse_message(R"({"jsonrpc":"2.0","method":"m","id":)" + std::string(id) + "}");
    CAPTURE(id);
    CHECK(std::holds_alternative<Request>(message));
  }
}

TEST_CASE("any other id is refused, and answered as null") {
  for (std::string_view id : {"null", "1.5", "1.0", "true", "[]", "{}", "18446744073709551616"}) {
    CAPTURE(id);
    auto const fault = fault_of(R"({"jsonrpc":"2.0","method":"m","id":)" + std::string(id) + "}");
    CHECK(fault.code == FaultCode::invalid_request);
    CHECK(fault.id.is_null());
  }
}

TEST_CASE("a message without an id is a notification") {
  auto const message = parse_message(R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":3}})");
  auto const& notification = std::get<Notification>(message);
  CHECK(notification.method == "$/cancelRequest");
  CHECK(notification.params.at("id") == 3);
}

TEST_CASE("a fault carries the id where it could be read, and says what is wrong") {
  CHECK(fault_of(R"({"id":5,"method":"m"})").id == 5);
  CHECK(fault_of(R"({"id":5,"method":"m"})").message == "The member 'jsonrpc' is not \"2.0\".");
  CHECK(fault_of(R"({"jsonrpc":"1.0","id":"x","method":"m"})").id == "x");
  CHECK(fault_of(R"({"jsonrpc":"2.0","id":5})").message == "The member 'method' is not a text.");
  CHECK(fault_of(R"({"jsonrpc":"2.0","id":5,"method":3})").message == "The member 'method' is not a text.");
  CHECK(fault_of(R"({"jsonrpc":"2.0","id":5,"method":"m","params":[]})").message ==
        "The member 'params' is not an object.");
  CHECK(fault_of(R"({"jsonrpc":"2.0","id":5,"method":"m","params":null})").id == 5);
  CHECK(fault_of(R"({"jsonrpc":"2.0","id":5,"result":{}})").code == FaultCode::invalid_request);
}

TEST_CASE("what is no object is no request, and what is no JSON is a parse error") {
  for (auto const* text : {"42", "[]", "\"x\"", "null", R"([{"jsonrpc":"2.0","id":1,"method":"m"}])"}) {
    CAPTURE(text);
    CHECK(fault_of(text).code == FaultCode::invalid_request);
  }
  CHECK(fault_of("{").code == FaultCode::parse_error);
  CHECK(fault_of(R"({"jsonrpc":"2.0","id":1,"id":2,"method":"m"})").code == FaultCode::parse_error);
}

}  // namespace patchbay::wire
