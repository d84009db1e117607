#include "http/authorize.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include "http/batch.hpp"
#include "http/reply_facts.hpp"

namespace patchbay {
namespace {

void put(Credential const& credential, HttpRequest& request) {
  std::erase_if(request.headers, [&](HttpHeader const& header) {
    return boost::algorithm::iequals(header.name, credential.header, std::locale::classic());
  });
  request.headers.push_back({credential.header, std::string(credential.value.view())});
}

std::vector<std::size_t> refused(HttpResults const& results) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < results.size(); ++i)
    if (results[i] && results[i]->status == 401) places.push_back(i);
  return places;
}

// A 401 to a request that carried no credential says nothing about the sign-in.
void forbid_strangers(std::vector<HttpRequest> const& requests, HttpResults& results) {
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!requests[i].anonymous || !results[i] || results[i]->status != 401) continue;
    auto error = fail(ErrorCode::forbidden, "The storage that the CRM named refused the request.");
    error.remote = remote_text(results[i]->body);
    results[i] = error;
  }
}

Error signed_out(HttpResponse const& reply) {
  auto error = fail(ErrorCode::auth_required, "The CRM no longer accepts the sign-in. Sign in again.");
  error.remote = remote_text(reply.body);
  return error;
}

}  // namespace

std::vector<Result<HttpResponse>> Authorize::send(std::vector<HttpRequest> requests, Context const& context) {
  if (requests.empty()) return {};
  auto credential = tokens_.current(context);
  if (!credential) return HttpResults(requests.size(), credential.error());
  for (auto& request : requests)
    if (!request.anonymous) put(*credential, request);
  auto results = next_.send(requests, context);
  forbid_strangers(requests, results);

  auto const stale = refused(results);
  if (stale.empty()) return results;
  // A 401 is a refusal: nothing was done, so that even a write may be sent again.
  auto fresh = tokens_.refreshed(credential->generation, context);
  if (!fresh) {
    for (auto const place : stale) results[place] = fresh.error();
    return results;
  }
  for (auto const place : stale) put(*fresh, requests[place]);
  send_some(next_, requests, stale, results, context);
  for (auto const place : refused(results)) results[place] = signed_out(*results[place]);
  return results;
}

}  // namespace patchbay
