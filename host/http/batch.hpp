// For layers that hand on only some members of a batch. A pure function over its arguments; as thread-safe as
// `next`.
#pragma once

#include <cstddef>
#include <vector>

#include "http/http.hpp"

namespace patchbay {

using HttpResults = std::vector<Result<HttpResponse>>;

// Sends those of `requests` whose places stand in `places`, as one batch, and puts each result into its place
// in `results`.
void send_some(HttpClient& next, std::vector<HttpRequest> const& requests,
               std::vector<std::size_t> const& places, HttpResults& results, Context const& context);

// `count` places, each still to be filled.
HttpResults unfilled(std::size_t count);

}  // namespace patchbay
