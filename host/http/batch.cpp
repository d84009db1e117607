#include "http/batch.hpp"

#include <utility>

namespace patchbay {

void send_some(HttpClient& next, std::vector<HttpRequest> const& requests,
               std::vector<std::size_t> const& places, HttpResults& results, Context const& context) {
  if (places.empty()) return;
  std::vector<HttpRequest> some;
  some.reserve(places.size());
  for (auto const place : places) some.push_back(requests[place]);
  auto answers = next.send(std::move(some), context);
  for (std::size_t i = 0; i < places.size(); ++i) results[places[i]] = std::move(answers[i]);
}

HttpResults unfilled(std::size_t count) {
  return HttpResults(count, fail(ErrorCode::internal, "A request was left without an answer."));
}

}  // namespace patchbay
