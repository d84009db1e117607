// Percent-encoding of URLs and forms. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

namespace patchbay::crm {

// A '%' that no two hexadecimal digits follow stays as it is. In queries and forms a plus is a space, in
// paths it is a plus.
std::string percent_decoded(std::string_view text, bool plus_is_space);

// Everything but letters, digits and "-._~" is encoded.
std::string percent_encoded(std::string_view text);

}  // namespace patchbay::crm
