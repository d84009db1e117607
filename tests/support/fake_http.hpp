// An HttpClient that answers from a script, and remembers what was sent. Thread-safe.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/thread_annotations.hpp"
#include "http/http.hpp"

namespace patchbay::test {

inline HttpResponse response(int status, std::string body = {}, std::vector<HttpHeader> headers = {}) {
  return HttpResponse{status, std::move(headers), std::move(body)};
}

class ScriptedClient final : public HttpClient {
 public:
  using Answer = Result<HttpResponse>;

  // One request with this method and URL gets this answer. Two alike are used in their order; between
  // different ones the order is free, since the members of a batch have none.
  void expect(std::string method, std::string url, Answer answer) {
    Lock lock(mutex_);
    script_.push_back({std::move(method), std::move(url), std::move(answer)});
  }

  // What a request gets for which nothing stands in the script. Called without a lock, from any thread.
  // REQUIRES: called before the first send.
  void otherwise(std::function<Answer(HttpRequest const&)> answer) { otherwise_ = std::move(answer); }

  std::vector<Answer> send(std::vector<HttpRequest> requests, Context const&) override {
    {
      Lock lock(mutex_);
      batches_.push_back(requests);
    }
    std::vector<Answer> answers;
    for (auto const& request : requests) answers.push_back(answer_to(request));
    return answers;
  }

  // One entry a send().
  std::vector<std::vector<HttpRequest>> batches() const {
    Lock lock(mutex_);
    return batches_;
  }

  std::vector<HttpRequest> sent() const {
    Lock lock(mutex_);
    std::vector<HttpRequest> all;
    for (auto const& batch : batches_) all.insert(all.end(), batch.begin(), batch.end());
    return all;
  }

  // How many expected requests never came: 0 at the end of a good test.
  std::size_t left() const {
    Lock lock(mutex_);
    return script_.size();
  }

 private:
  struct Line {
    std::string method;
    std::string url;
    Answer answer;
  };

  Answer answer_to(HttpRequest const& request) {
    {
      Lock lock(mutex_);
      auto const line = std::find_if(script_.begin(), script_.end(), [&](Line const& candidate) {
        return candidate.method == request.method && candidate.url == request.url;
      });
      if (line != script_.end()) {
        Answer answer = std::move(line->answer);
        script_.erase(line);
        return answer;
      }
    }
    if (otherwise_) return otherwise_(request);
    return fail(ErrorCode::internal, "Not in the script: " + request.method + " " + request.url);
  }

  mutable Mutex mutex_;
  std::vector<Line> script_ GUARDED_BY(mutex_);
  std::vector<std::vector<HttpRequest>> batches_ GUARDED_BY(mutex_);
  std::function<Answer(HttpRequest const&)> otherwise_;
};

}  // namespace patchbay::test
