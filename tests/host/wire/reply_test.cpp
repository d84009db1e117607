#include "wire/reply.hpp"

#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>

#include "wire/frame.hpp"
#include "wire/utf8.hpp"

namespace patchbay::wire {
namespace {

namespace json = boost::json;

json::value parsed(std::string const& text) { return json::parse(text); }

}  // namespace

TEST_CASE("a result carries the id of its request") {
  CHECK(parsed(result_text("a", json::parse(R"({"successful":true})"))) ==
        json::parse(R"({"jsonrpc":"2.0","id":"a","result":{"successful":true}})"));
  CHECK(parsed(result_text(18446744073709551615u, nullptr)).at("id") == 18446744073709551615u);
}

TEST_CASE("an error carries its number, its name, and a message for people") {
  CHECK(parsed(error_text(7, fail(ErrorCode::not_found, "No such log."))) ==
        json::parse(R"({"jsonrpc":"2.0","id":7,"error":{
    "code":3,"message":"No such log.","data":{"name":"not_found",
    "returnMessage":{"message":"No such log.","messageType":"error","ttl":5000}}}})"));
}

TEST_CASE("an error says which field is wrong, how long to wait and what the CRM said") {
  Error error = invalid_field("phoneNumber", "is missing");
  CHECK(parsed(error_text(1, error)).at_pointer("/error/data/field") == "phoneNumber");
  error = fail(ErrorCode::rate_limited, "The CRM asks to wait.");
  error.retry_after = std::chrono::seconds(30);
  error.remote = "Slow down";
  auto const data = parsed(error_text(1, error)).at_pointer("/error/data");
  CHECK(data.at("retryAfter") == 30);
  CHECK(data.at("remote") == "Slow down");
  CHECK(data.at_pointer("/returnMessage/messageType") == "warning");
  CHECK(data.at_pointer("/returnMessage/details/0/items/0/text") == "Slow down");
}

TEST_CASE("an error without a message gets the advice for its code") {
  auto const error = parsed(error_text(1, fail(ErrorCode::forbidden, ""))).at("error");
  CHECK(error.at("message").as_string() == advice_for(ErrorCode::forbidden));
  CHECK(error.at_pointer("/data/returnMessage/message").as_string() == advice_for(ErrorCode::forbidden));
}

TEST_CASE("a fault keeps the number and the name of JSON-RPC") {
  auto const error = parsed(fault_text({FaultCode::method_not_found, "There is no such method.", "x"}));
  CHECK(error.at("id") == "x");
  CHECK(error.at_pointer("/error/code") == -32601);
  CHECK(error.at_pointer("/error/data/name") == "method_not_found");
  CHECK(parsed(fault_text({FaultCode::parse_error, "", nullptr})).at_pointer("/error/data/name") ==
        "parse_error");
  CHECK(parsed(fault_text({FaultCode::invalid_request, "", nullptr})).at_pointer("/error/code") == -32600);
}

TEST_CASE("a notification has no id") {
  CHECK(parsed(notification_text("callLog.changed", {{"state", "logged"}})) ==
        json::parse(R"({"jsonrpc":"2.0","method":"callLog.changed","params":{"state":"logged"}})"));
}

TEST_CASE("what a CRM sent in another encoding leaves the host as UTF-8") {
  Error error = fail(ErrorCode::bad_reply, "No JSON.");
  error.remote = "Gr\xFC\xDF" "e";
  CHECK(is_utf8(error_text(1, error)));
  CHECK(is_utf8(result_text(1, json::string("Gr\xFC\xDF" "e"))));
}

TEST_CASE("a result of exactly the limit is sent") {
  auto const empty = result_text(1, "").size();
  auto const text = result_text(1, json::string(std::string(max_outgoing_bytes - empty, 'a')));
  REQUIRE(text.size() == max_outgoing_bytes);
  CHECK(within_frame(text, 1) == text);
}

TEST_CASE("a result that is larger becomes an error for its request, which says so") {
  auto const error = parsed(within_frame(std::string(max_outgoing_bytes + 1, 'a'), "the id"));
  CHECK(error.at("id") == "the id");
  CHECK(error.at_pointer("/error/code") == 13);
  CHECK(error.at_pointer("/error/message").as_string().find("1048577 bytes") != std::string::npos);
}

TEST_CASE("an id that leaves no room for an answer is answered as null") {
  json::value const id = json::string(std::string(max_outgoing_bytes, 'i'));
  auto const error = parsed(within_frame(result_text(id, {}), id));
  CHECK(error.at("id").is_null());
  CHECK(error.at_pointer("/error/data/name") == "internal");
}

}  // namespace patchbay::wire
