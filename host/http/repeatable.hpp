// Which requests may be sent twice. A pure function, any thread.
#pragma once

#include "http/http.hpp"

namespace patchbay {

// GET, HEAD, PUT, DELETE, and whatever the adapter marked so: sending it twice does what sending it once
// does.
inline bool repeatable(HttpRequest const& request) {
  return request.idempotent || request.method == "GET" || request.method == "HEAD" ||
         request.method == "PUT" || request.method == "DELETE";
}

}  // namespace patchbay
