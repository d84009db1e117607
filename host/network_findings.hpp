// Whether the hosts of the CRMs can be reached from here: for the doctor. One thread.
#pragma once

#include <vector>

#include "cli/report.hpp"
#include "config/config.hpp"
#include "platform/keyring.hpp"
#include "plugin/registry.hpp"
#include "store/connections.hpp"

namespace patchbay {

// Asks each of them, for a few seconds in all. A null `keyring` knows no sign-in to a proxy.
std::vector<Finding> network_findings(Config const& config, Registry const& registry,
                                      std::vector<Connection> const& rows, platform::Keyring* keyring);

}  // namespace patchbay
