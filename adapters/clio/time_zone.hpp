// Clio names time zones as Ruby on Rails does ("Pacific Time (US & Canada)"); the rest of the world uses
// IANA's names. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace patchbay::clio {

// The IANA name; a name that looks like one already is handed back, an unknown one is empty.
std::string iana_name(std::string_view name);

}  // namespace patchbay::clio
