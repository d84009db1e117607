// What this machine has filled in for the doctor and for a support bundle. Changes nothing. One thread.
#pragma once

#include <boost/json/object.hpp>

#include "cli/doctor.hpp"
#include "config/command_line.hpp"

namespace patchbay {

// A configuration that is wrong does not keep it from looking at the rest. Asks the network, for a few
// seconds.
Report diagnose(CommandLine const& options);

// Figures of a support bundle: what is counted, and nothing of what it says.
boost::json::object figures(CommandLine const& options);

}  // namespace patchbay
