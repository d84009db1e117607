// Opens the person's own browser. Thread-safe.
#pragma once

#include <string>

#include "base/error.hpp"

namespace patchbay::platform {

// Opens `url` in the default browser, which shares nothing with this process. Only https, and http to this
// very machine: a sign-in page is never anything else. Error: invalid_params for another url, unavailable
// when no browser can be started.
Result<void> open_url(std::string const& url);

}  // namespace patchbay::platform
