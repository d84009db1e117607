// Reading a request to the loopback listener, and the pages that it answers with. Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>

namespace patchbay {

// The whole HTTP reply for a request that cannot be the redirect: another method, another path, or another
// host name than ours (a page of the web that had its own name point to 127.0.0.1). Empty: it may be.
std::string refusal_of(std::string_view head, std::string_view authority, std::string_view path);

// What stands behind the '?'. REQUIRES: refusal_of() is empty.
std::string_view query_in(std::string_view head);

// Whole HTTP replies.
std::string arrived_page();  // the redirect that we waited for
std::string stray_page();    // the right address, but not the answer that we wait for
std::string too_large_page();

}  // namespace patchbay
