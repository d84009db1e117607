// The parts of a manifest that say how people sign in. Pure functions; any thread.
#pragma once

#include "plugin/manifest.hpp"
#include "plugin/strict_object.hpp"

namespace patchbay {

OauthForm oauth_from(StrictObject& in);
ApiKeyForm api_key_from(StrictObject& in);

}  // namespace patchbay
