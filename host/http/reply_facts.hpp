// What a reply says beside its content: when to come back, and what a person may read of it. Pure functions,
// any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "http/http.hpp"

namespace patchbay {

// Retry-After, as seconds or as a date, never negative. None: there is no such header, or it is nonsense.
std::optional<std::chrono::seconds> retry_after(HttpResponse const& reply, WallTime now);

// When the server says it is (Date). None: it does not say, or it is nonsense.
std::optional<WallTime> date_of(HttpResponse const& reply);

// A whole number in a header. None: no such header (or no `name`), or no number.
std::optional<long long> number_in(HttpResponse const& reply, std::string_view name);

// What is left where a header holds USED/LIMIT ("api-usage=18/5000"), never negative; the first such pair
// counts. None: no such header (or no `name`), or no such pair.
std::optional<long long> left_of_usage(HttpResponse const& reply, std::string_view name);

// The beginning of a body as text for Error.remote: valid UTF-8, at most 1,000 bytes.
std::string remote_text(std::string_view body);

}  // namespace patchbay
