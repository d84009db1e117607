// Base64 as JWT and PKCE use it: the URL alphabet, no padding. Pure functions, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patchbay {

std::string base64url(std::string_view bytes);

// None when a character is outside the alphabet or the length or the last bits are impossible.
std::optional<std::string> from_base64url(std::string_view text);

// The ordinary alphabet with padding, as HTTP Basic wants it.
std::string base64(std::string_view bytes);

}  // namespace patchbay
