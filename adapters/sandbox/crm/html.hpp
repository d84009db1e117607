// HTML from data: everything that came from outside goes through escaped(). Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "crm/http_server.hpp"

namespace patchbay::crm {

std::string escaped(std::string_view text);

// A whole page: `title` is text, `body` is HTML.
HttpExchangeResponse page(int status, std::string_view title, std::string_view body);

// "2026-11-18T17:12:30Z" as "18 November 2026, 17:12 UTC".
std::string nice_time(std::string_view iso);

// 252 as "4 min 12 s".
std::string nice_duration(long long seconds);

// The plain text of a log as a list of facts ("- Label: value"), titled blocks ("--- Title" to "--- End of
// Title") and paragraphs, with its links alive.
std::string log_html(std::string_view text);

}  // namespace patchbay::crm
