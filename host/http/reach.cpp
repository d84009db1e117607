#include "http/reach.hpp"

#include "http/reply_facts.hpp"

namespace patchbay {

std::vector<Reach> reach(HttpClient& client, std::vector<std::string> const& origins, Clock const& clock,
                         Context const& context) {
  std::vector<HttpRequest> requests;
  for (auto const& origin : origins) {
    HttpRequest request;
    request.method = "HEAD";
    request.url = origin + "/";
    requests.push_back(std::move(request));
  }
  auto const replies = client.send(std::move(requests), context);
  std::vector<Reach> all;
  for (std::size_t i = 0; i < origins.size(); ++i) {
    Reach one{origins[i]};
    if (!replies[i])
      one.problem = replies[i].error();
    else if (auto const theirs = date_of(*replies[i]))
      one.clock_ahead = std::chrono::duration_cast<std::chrono::minutes>(clock.wall_now() - *theirs);
    all.push_back(std::move(one));
  }
  return all;
}

std::string origin_of(std::string_view url) {
  auto const start = url.find("://");
  if (start == url.npos) return {};
  return std::string(url.substr(0, url.find_first_of("/?#", start + 3)));
}

}  // namespace patchbay
