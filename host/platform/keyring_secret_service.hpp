// What the late module secret_service.so gives: the desktop's keyring, reached through libsecret, which is
// slow to load.
#pragma once

#include "platform/keyring.hpp"

namespace patchbay::platform {

inline constexpr char secret_service_module[] = "secret_service";

// extern "C" bool patchbay_secret_service_present(): whether a Secret Service runs here and has a default
// keyring, locked or not.
using SecretServicePresent = bool();
// extern "C" Keyring* patchbay_secret_service(char const* folder_id): the secrets that carry this id. The
// caller deletes it.
using MakeSecretService = Keyring*(char const* folder_id);

}  // namespace patchbay::platform
