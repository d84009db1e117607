// The message parser: whatever the text is, the outcome is a request, a notification or a fault, and the
// answer to it is a sound reply that fits into a frame and carries the request's id.
#include <cstdint>
#include <cstdlib>
#include <variant>

#include <boost/json/parse.hpp>

#include "wire/frame.hpp"
#include "wire/message.hpp"
#include "wire/reply.hpp"
#include "wire/strict_json.hpp"
#include "wire/utf8.hpp"

using namespace patchbay;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check_answer(std::string const& text, boost::json::value const& id) {
  require(text.size() <= wire::max_outgoing_bytes && wire::is_utf8(text));
  auto const answer = wire::parse_strict_json(text);
  require(answer.has_value() && answer->at("jsonrpc") == "2.0");
  require(answer->at("id") == id);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const text(reinterpret_cast<char const*>(data), size);
  auto const message = wire::parse_message(text);
  if (auto const* request = std::get_if<wire::Request>(&message)) {
    require(request->id.is_string() || request->id.is_int64() || request->id.is_uint64());
    // What is accepted here is JSON to everybody.
    require(boost::json::parse({text.data(), text.size()}).is_object());
    check_answer(wire::within_frame(wire::result_text(request->id, request->method.c_str()), request->id),
                 request->id);
    Error error = fail(ErrorCode::bad_reply, "Nonsense.");
    error.remote = std::string(text);  // as a CRM might send it
    check_answer(wire::within_frame(wire::error_text(request->id, error), request->id), request->id);
  } else if (auto const* fault = std::get_if<wire::Fault>(&message)) {
    check_answer(wire::within_frame(wire::fault_text(*fault), fault->id), fault->id);
  }
  return 0;
}
