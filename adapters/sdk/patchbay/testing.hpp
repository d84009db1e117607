// For an author's tests: an Http that expects the requests of a script, round by round, and gives its
// answers. Throws ScriptMismatch, whose text says what was expected and what came, so any test framework
// shows it. One thread.
//
//   ScriptedHttp http;
//   http.round({{"GET /users/me", answer(200, R"({"id": 7})")}});
//   auto user = get_user(http, {});
//   CHECK(http.left_over() == "");
#pragma once

#include <deque>
#include <ostream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "patchbay/http.hpp"

namespace patchbay {
inline namespace sdk {

// So that REQUIRE(result) can say what went wrong.
template <class T>
std::ostream& operator<<(std::ostream& out, boost::system::result<T, Error> const& result) {
  if (result) return out << "a value";
  auto const error = result.error();
  return out << "status " << error.status << ": " << error.message << " " << error.remote;
}

struct ScriptMismatch : std::logic_error {
  using std::logic_error::logic_error;
};

inline Result<Response> answer(int status, std::string body, std::vector<Header> headers = {}) {
  Response made;
  made.status = status;
  made.body = std::move(body);
  made.headers = std::move(headers);
  return made;
}

// The host's word that there is no answer: PATCHBAY_TIMEOUT, say.
inline Result<Response> no_answer(patchbay_status status) {
  return fail(status, "No answer, says the script.");
}

struct Exchange {
  std::string request;  // "GET /v2/persons?term=1", letter by letter
  Result<Response> reply;
  std::string body = {};  // what the request must carry; two JSON texts are compared as JSON
};

class ScriptedHttp final : public Http {
 public:
  // The next round: requests that are sent at the same time, in any order.
  ScriptedHttp& round(std::vector<Exchange> exchanges) {
    script_.push_back(std::move(exchanges));
    return *this;
  }

  std::vector<Result<Response>> send_all(std::vector<Request> requests) override {
    ++rounds_;
    if (script_.empty()) throw ScriptMismatch("No round was expected, but this was sent:" + lines(requests));
    auto expected = std::move(script_.front());
    script_.pop_front();
    std::vector<Result<Response>> replies;
    for (auto const& request : requests) replies.push_back(take(expected, request, requests));
    if (!expected.empty())
      throw ScriptMismatch("In round " + std::to_string(rounds_) + " this was not sent:" + lines(expected));
    sent_.insert(sent_.end(), requests.begin(), requests.end());
    return replies;
  }

  // The requests of the script that have not been sent, one a line; empty at the end of a good test.
  std::string left_over() const {
    std::string text;
    for (auto const& exchanges : script_) text += lines(exchanges);
    return text;
  }
  int rounds() const { return rounds_; }
  std::vector<Request> const& requests() const { return sent_; }  // all rounds' in the order of sending

 private:
  static std::string line(Request const& request) { return request.method + " " + request.target; }
  static std::string line(Exchange const& exchange) { return exchange.request; }
  template <class Items>
  static std::string lines(Items const& items) {
    std::string text;
    for (auto const& item : items) text += "\n  " + line(item);
    return text;
  }

  static bool same_body(std::string const& expected, std::string const& sent) {
    boost::json::error_code no_json;
    auto const left = boost::json::parse(expected, no_json);
    auto const right = no_json ? boost::json::value() : boost::json::parse(sent, no_json);
    return no_json ? expected == sent : left == right;
  }

  Result<Response> take(std::vector<Exchange>& expected, Request const& request,
                        std::vector<Request> const& all) {
    auto const at = std::find_if(expected.begin(), expected.end(), [&](Exchange const& each) {
      return each.request == line(request) && (each.body.empty() || same_body(each.body, request.body));
    });
    if (at == expected.end()) {
      throw ScriptMismatch("In round " + std::to_string(rounds_) + " this was not expected:\n  " +
                           line(request) + "\nwith the body\n  " + request.body +
                           "\nStill expected:" + lines(expected) + "\nSent in this round:" + lines(all));
    }
    auto reply = std::move(at->reply);
    expected.erase(at);
    return reply;
  }

  std::deque<std::vector<Exchange>> script_;
  std::vector<Request> sent_;
  int rounds_ = 0;
};

}  // namespace sdk
}  // namespace patchbay
