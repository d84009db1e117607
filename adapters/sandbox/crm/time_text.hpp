// Times as the CRM writes them. Pure functions; any thread.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace patchbay::crm {

using Time = std::chrono::sys_seconds;
using Now = std::function<Time()>;

// "2026-11-21T09:14:00Z"
std::string iso_time(Time time);

// Whether `text` is a time in exactly that form, and one that exists.
bool is_iso_time(std::string_view text);

}  // namespace patchbay::crm
