// platform.list, and what host.hello and host.info say of the adapters. Free functions; any thread.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "plugin/registry.hpp"
#include "service/settings.hpp"

namespace patchbay::service {

// [{id, name, version}], with the path of each library when `with_paths`.
boost::json::array adapter_list(Registry const& registry, Settings const& settings, bool with_paths);

// [{path, reason}]
boost::json::array refusal_list(Registry const& registry);

// The result of platform.list.
boost::json::object platform_list(Registry const& registry, Settings const& settings);

}  // namespace patchbay::service
