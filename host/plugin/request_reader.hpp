// Turns an adapter's requests into the host's, and finds what is wrong with them. Pure functions; any thread.
#pragma once

#include "abi/patchbay_adapter.h"
#include "base/error.hpp"
#include "http/http.hpp"
#include "plugin/manifest.hpp"

namespace patchbay {

// REQUIRES: `requests` has `count` entries. Error: invalid_params, whose message says what this adapter did
// wrong.
Result<std::vector<HttpRequest>> read_requests(patchbay_http_request const* const* requests,
                                               std::size_t count, Manifest const& manifest);

}  // namespace patchbay
