// From a manifest and the configuration to what a sign-in needs: URLs with their places filled, the app's id, the redirect address.
// Free functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "auth/loopback.hpp"
#include "auth/oauth.hpp"
#include "base/error.hpp"
#include "plugin/manifest.hpp"
#include "plugin/url_template.hpp"
#include "service/settings.hpp"
#include "store/connections.hpp"

namespace patchbay::service {

// What a connection's URL templates may name: token.*, user.*, region.*, hostname.
UrlVariables variables_of(Connection const& connection, Manifest const& manifest);

// Where the connection's requests go: the configuration's base URL, or the manifest's. Error: bad_reply when a part of it is missing,
// forbidden when the CRM named a host that the manifest does not allow.
Result<std::string> base_url_of(Connection const& connection, Manifest const& manifest, PlatformSettings const& settings);

// Error: unsupported when this CRM has no such sign-in, forbidden when the organisation has not named an app.
Result<OAuthClient> oauth_client(Connection const& connection, Manifest const& manifest, Settings const& settings);

// Error: forbidden when the organisation must name ports and has not.
Result<LoopbackForm> loopback_form(Manifest const& manifest, PlatformSettings const& settings);

}  // namespace patchbay::service
