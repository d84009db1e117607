#include "session/session.hpp"

#include <exception>
#include <typeinfo>
#include <utility>
#include <variant>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/core/demangle.hpp>

#include "wire/reply.hpp"

namespace patchbay {
namespace {

namespace json = boost::json;

// What is answered to a frame that holds no text.
wire::Fault fault_for(wire::Frame::Kind kind) {
  using Kind = wire::Frame::Kind;
  using wire::FaultCode;
  switch (kind) {
    case Kind::too_long:
      return {FaultCode::invalid_request, "The frame is longer than 8 MiB and was skipped.", nullptr};
    case Kind::empty: return {FaultCode::parse_error, "The frame is empty.", nullptr};
    case Kind::bad_utf8: return {FaultCode::parse_error, "The frame is not UTF-8.", nullptr};
    case Kind::text: break;
  }
  return {FaultCode::parse_error, "The message is no JSON text.", nullptr};
}

// The trampoline: a method that throws is a defect of ours, which is answered and does not end the host. What
// the exception says may hold anything, so only its type is told.
Result<json::value> guarded(Method const& method, json::object const& params, RequestContext const& request) {
  std::string what = "an unknown exception";
  try {
    return method(params, request);
  } catch (std::exception const& thrown) {
    what = boost::core::demangle(typeid(thrown).name());
  } catch (...) {  // whatever a library throws
  }
  return fail(ErrorCode::internal,
              "Something went wrong inside Patchbay (" + what + "). Please report this.");
}

}  // namespace

Session::Session(Router const& router, wire::FrameWriter& writer, Clock const& clock, Log const& log)
    : router_(router),
      writer_(writer),
      clock_(clock),
      log_(log),
      pool_(std::make_unique<boost::asio::thread_pool>(workers)) {}

Session::~Session() { pool_->join(); }

bool Session::receive(std::span<char const> bytes) {
  bool heard = true;
  for (auto const& frame : decoder_.feed(bytes)) heard = receive_frame(frame) && heard;
  return heard;
}

bool Session::receive_frame(wire::Frame const& frame) {
  if (frame.kind != wire::Frame::Kind::text) return writer_.send_now(fault(fault_for(frame.kind)));
  auto message = wire::parse_message(frame.text);
  if (auto* request = std::get_if<wire::Request>(&message)) return receive_request(std::move(*request));
  if (auto* notification = std::get_if<wire::Notification>(&message))
    return receive_notification(*notification);
  return writer_.send_now(fault(std::get<wire::Fault>(message)));
}

bool Session::receive_request(wire::Request request) {
  ++requests_;
  auto const* route = router_.find(request.method);
  if (!route) {
    return writer_.send_now(
        fault({wire::FaultCode::method_not_found, "There is no such method.", std::move(request.id)}));
  }
  auto const deadline = clock_.steady_now() + route->time_limit;
  auto admission = in_flight_.add(request.id, deadline);
  if (admission.refusal == InFlight::Refusal::id_in_use) {
    return writer_.send_now(
        fault({wire::FaultCode::invalid_request, "A request with this id is in flight.", request.id}));
  }
  if (admission.refusal == InFlight::Refusal::full) {
    return writer_.send_now(answer(
        request.id, fail(ErrorCode::unavailable, "64 requests are in flight. Try again in a moment.")));
  }
  RequestContext context{{deadline, std::move(admission.stop)}, request.id};
  boost::asio::post(*pool_, [this, route, request = std::move(request), context = std::move(context),
                             number = admission.number] {
    if (in_flight_.unanswered(number)) perform(*route, request, context, number);
    in_flight_.leave(number);
  });
  return true;
}

bool Session::receive_notification(wire::Notification const& notification) {
  // Any other notification is from a newer extension: it is not answered, so there is nothing to do.
  if (notification.method != "$/cancelRequest") return true;
  auto const* id = notification.params.if_contains("id");
  if (!id || !in_flight_.cancel(*id)) return true;  // it has its answer already
  return answer_all({*id}, ErrorCode::cancelled, "The request was cancelled.");
}

void Session::perform(Router::Route const& route, wire::Request const& request, RequestContext const& context,
                      InFlight::Number number) {
  auto result = guarded(route.method, request.params, context);
  if (result.has_error() && result.error().code == ErrorCode::internal) {
    log_.error(request.method + ": " + result.error().message);
  }
  // Queued before leave(): who waits until everybody is idle finds every answer in the queue.
  if (in_flight_.take(number)) writer_.send(answer(request.id, std::move(result)));
}

bool Session::expire() {
  return answer_all(in_flight_.expire(clock_.steady_now()), ErrorCode::timeout,
                    "The request took longer than it may.");
}

bool Session::end(std::chrono::milliseconds patience) {
  if (!decoder_.between_frames()) log_.warning("The stream from the browser ended in the middle of a frame.");
  in_flight_.stop_all();
  bool const idle = in_flight_.wait_until_idle(patience);
  answer_all(in_flight_.take_all(), ErrorCode::cancelled, "Patchbay ended before the request was done.");
  return idle;
}

Session::Counters Session::counters() const { return {requests_, errors_, in_flight_.size()}; }

std::string Session::answer(json::value const& id, Result<json::value> result) {
  bool const failed = result.has_error();
  auto const text = failed ? wire::error_text(id, result.error()) : wire::result_text(id, std::move(*result));
  if (failed || text.size() > wire::max_outgoing_bytes) ++errors_;
  return wire::within_frame(text, id);
}

std::string Session::fault(wire::Fault const& fault) {
  ++errors_;
  return wire::within_frame(wire::fault_text(fault), fault.id);
}

bool Session::answer_all(std::vector<json::value> const& ids, ErrorCode code, std::string const& message) {
  bool heard = true;
  for (auto const& id : ids) heard = writer_.send_now(answer(id, fail(code, message))) && heard;
  return heard;
}

Notify notify_through(wire::FrameWriter& writer, Log const& log) {
  return [&writer, &log](std::string_view method, json::object params) {
    auto const text = wire::notification_text(method, std::move(params));
    if (text.size() > wire::max_outgoing_bytes)
      log.error("The notification '" + std::string(method) + "' is longer than a frame.");
    else writer.send(text);
  };
}

}  // namespace patchbay
