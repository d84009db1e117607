#include "crm_sim/common/simulator.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>
#include <utility>

#include "crm/percent.hpp"

namespace patchbay::sim {
namespace {

constexpr std::string_view control_prefix = "/_sim/";

crm::HttpExchangeResponse html(int status, std::string body) {
  crm::HttpExchangeResponse response;
  response.status = status;
  response.headers = {{"Content-Type", "text/html; charset=UTF-8"}};
  response.body = std::move(body);
  return response;
}

crm::HttpExchangeResponse refusal(std::string_view reason) {
  return json_response(400, boost::json::object{{"error", reason}});
}

// "Sat, 21 Nov 2026 09:00:30 GMT", whatever the machine's language.
std::string http_date(SimTime time) {
  static constexpr char const* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr char const* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto const day = std::chrono::floor<std::chrono::days>(time);
  std::chrono::year_month_day const date(day);
  std::chrono::hh_mm_ss const clock(std::chrono::floor<std::chrono::seconds>(time - day));
  char text[64];
  std::snprintf(text, sizeof text, "%s, %02u %s %04d %02d:%02d:%02d GMT",
                days[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

crm::HttpExchangeResponse dropped() {
  crm::HttpExchangeResponse response;
  response.drop = true;
  return response;
}

boost::json::object body_object(crm::HttpExchangeRequest const& request) {
  boost::system::error_code error;
  auto const body = boost::json::parse(request.body, error);
  return !error && body.is_object() ? body.get_object() : boost::json::object();
}

}  // namespace

crm::HttpExchangeResponse json_response(int status, boost::json::value const& body) {
  crm::HttpExchangeResponse response;
  response.status = status;
  response.headers = {{"Content-Type", "application/json; charset=utf-8"}};
  response.body = boost::json::serialize(body);
  return response;
}

crm::HttpExchangeResponse Vendor::refusal(int status, std::string_view words) const {
  return json_response(status, boost::json::object{{"error", words}});
}

crm::HttpExchangeRequest exchange_request(std::string method, std::string target, crm::HttpFields headers,
                                          std::string body) {
  crm::HttpExchangeRequest request;
  auto const mark = target.find('?');
  request.method = std::move(method);
  request.path = crm::percent_decoded(target.substr(0, mark), false);
  if (mark != std::string::npos) request.query = crm::parse_query(std::string_view(target).substr(mark + 1));
  request.target = std::move(target);
  request.headers = std::move(headers);
  request.body = std::move(body);
  return request;
}

std::string header_of(crm::HttpExchangeResponse const& response, std::string_view name) {
  for (auto const& [key, value] : response.headers)
    if (key == name) return value;
  return "";
}

Simulator::Simulator(std::unique_ptr<Vendor> vendor, Now now)
    : now_(std::move(now)), vendor_(std::move(vendor)) {}

void Simulator::set_latency(std::chrono::milliseconds latency) {
  Lock lock(mutex_);
  latency_ = latency;
}

crm::HttpExchangeResponse Simulator::handle(crm::HttpExchangeRequest const& request) {
  if (request.path.starts_with(control_prefix)) return control(request);
  auto const arrival = now_();
  auto [response, cost] = answer(request);
  {
    Lock lock(mutex_);
    response.delay += latency_;
  }
  response.headers.emplace_back("Date", http_date(arrival));
  Received received{request.method,
                    request.path,
                    request.target,
                    request.body,
                    cost,
                    0,
                    response.drop ? 0 : response.status};
  recorder_.add(std::move(received), arrival, arrival + response.delay);
  return response;
}

Answer Simulator::act(crm::HttpExchangeRequest const& request) {
  Lock lock(mutex_);
  return vendor_->handle(request);
}

crm::HttpExchangeResponse Simulator::refused(Fault const& fault) {
  Lock lock(mutex_);
  auto response = vendor_->refusal(fault.http_status, fault.words);
  if (fault.retry_after >= 0) response.headers.emplace_back("Retry-After", std::to_string(fault.retry_after));
  return response;
}

Answer Simulator::answer(crm::HttpExchangeRequest const& request) {
  auto const fault = faults_.take(request.method, request.path);
  if (!fault) return act(request);
  if (fault->kind == FaultKind::drop_before) return {dropped(), 0};
  if (fault->kind == FaultKind::html)
    return {html(fault->http_status, "<!DOCTYPE html><html><title>No way through</title><h1>1020</h1></html>"), 0};
  if (fault->kind == FaultKind::status) return {refused(*fault), 0};
  auto answered = act(request);
  if (fault->kind == FaultKind::drop_after) answered.response = dropped();
  if (fault->kind == FaultKind::bad_json) answered.response.body.resize(answered.response.body.size() / 2);
  answered.response.delay += fault->delay;
  return answered;
}

crm::HttpExchangeResponse Simulator::control(crm::HttpExchangeRequest const& request) {
  auto const what = std::string_view(request.path).substr(control_prefix.size());
  auto const wish = body_object(request);
  if (what == "faults" && request.method == "POST") {
    auto fault = fault_from(wish);
    if (!fault) return refusal("No such kind of fault.");
    faults_.add(std::move(*fault));
  } else if (what == "faults" && request.method == "DELETE") {
    faults_.clear();
  } else if (what == "faults") {
    return json_response(200, boost::json::object{{"pending", faults_.pending()}});
  } else if (what == "requests" && request.method == "DELETE") {
    recorder_.clear();
  } else if (what == "requests") {
    return json_response(
        200, boost::json::object{{"requests", listing(recorder_.all())}, {"rounds", recorder_.rounds()}});
  } else if (what == "latency" && request.method == "PUT") {
    auto const* ms = wish.if_contains("ms");
    if (!ms || !ms->is_int64()) return refusal("'ms' must be an integer.");
    set_latency(std::chrono::milliseconds(ms->get_int64()));
  } else {
    return control_vendor(request);
  }
  return json_response(200, boost::json::object{{"done", true}});
}

crm::HttpExchangeResponse Simulator::control_vendor(crm::HttpExchangeRequest const& request) {
  auto const what = std::string_view(request.path).substr(control_prefix.size());
  Lock lock(mutex_);
  if (what == "settings" && request.method == "PUT") {
    if (!vendor_->configure(body_object(request)))
      return refusal("No such setting, or a value of another type.");
    return json_response(200, boost::json::object{{"done", true}});
  }
  if (auto shown = vendor_->inspect(what); shown && request.method == "GET")
    return json_response(200, *shown);
  return json_response(404, boost::json::object{{"error", "The simulator has no such control."}});
}

}  // namespace patchbay::sim
