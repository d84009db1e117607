// Which addresses may be handed to the person's browser. Pure; any thread.
#pragma once

#include <string_view>

namespace patchbay::platform {

// Only https, and http to this very machine, without a character that a shell or the system could take for
// more than an address.
bool may_be_opened(std::string_view url);

}  // namespace patchbay::platform
