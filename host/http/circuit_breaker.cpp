#include "http/circuit_breaker.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include "http/reply_facts.hpp"

namespace patchbay {
namespace {

// An API's own 403 is JSON (or empty): a page is a firewall's.
bool firewall_page(HttpResponse const& reply) {
  if (reply.status != 403) return false;
  auto const start = reply.body.find_first_not_of(" \t\r\n");
  char const first = start == std::string::npos ? '\0' : reply.body[start];
  return first == '<' ||
         (boost::algorithm::icontains(reply.header("Content-Type"), "html") && first != '{' && first != '[');
}

}  // namespace

std::vector<Result<HttpResponse>> CircuitBreaker::send(std::vector<HttpRequest> requests,
                                                       Context const& context) {
  if (requests.empty()) return {};
  if (auto const error = refusal()) return HttpResults(requests.size(), *error);
  auto results = next_.send(std::move(requests), context);
  bool answered = false, firewall = false;
  std::optional<Error> failure;
  for (auto& result : results) {
    if (result) {
      answered = true;
      if (!firewall_page(*result)) continue;
      firewall = true;
      auto error = firewall_error();
      error.remote = remote_text(result->body);
      result = std::move(error);
    } else if (auto error = result.error();
               error.code == ErrorCode::unavailable || error.code == ErrorCode::unknown_outcome) {
      failure = std::move(error);
    }
  }
  // Cancelled, timed out, told to wait: that says nothing about whether the CRM can be reached.
  if (firewall) {
    note_firewall();
  } else if (answered) {
    note_answer();
  } else if (failure) {
    note_failure(*failure);
  }
  return results;
}

std::optional<Error> CircuitBreaker::refusal() {
  Lock lock(mutex_);
  auto const now = clock_.steady_now();
  if (now < closed_to_all_until_) {
    auto error = fail(ErrorCode::unavailable, reason_);
    error.retry_after = std::chrono::ceil<std::chrono::seconds>(closed_to_all_until_ - now);
    return error;
  }
  // This caller is the probe; whatever becomes of it, the next one goes only after another pause.
  if (failures_ >= options_.failures) closed_to_all_until_ = now + options_.open_for;
  return std::nullopt;
}

void CircuitBreaker::note_answer() {
  Lock lock(mutex_);
  // An answer to something that was under way before the firewall spoke does not lift its ban.
  if (clock_.steady_now() < firewall_until_) return;
  failures_ = 0;
  closed_to_all_until_ = {};
}

void CircuitBreaker::note_failure(Error const& error) {
  {
    Lock lock(mutex_);
    auto const now = clock_.steady_now();
    if (now < firewall_until_ || ++failures_ < options_.failures) return;
    closed_to_all_until_ = now + options_.open_for;
    reason_ = error.message + " Patchbay tries again shortly.";
  }
  log_.warning("http: a CRM cannot be reached, requests to it are refused for a while: " + error.message);
}

void CircuitBreaker::note_firewall() {
  {
    Lock lock(mutex_);
    failures_ = options_.failures;
    firewall_until_ = closed_to_all_until_ = clock_.steady_now() + options_.firewall_stop;
    reason_ = firewall_error().message;
  }
  log_.warning(
      "http: a firewall in front of a CRM answered 403 with a page, requests to it stop for a while");
}

Error CircuitBreaker::firewall_error() const {
  auto error =
      fail(ErrorCode::unavailable,
           "A firewall in front of the CRM refuses requests from here. Patchbay leaves the CRM alone for " +
               std::to_string(options_.firewall_stop.count()) +
               " minutes, so that it does not ban you for longer.");
  error.retry_after = options_.firewall_stop;
  return error;
}

}  // namespace patchbay
