// directory.sync and directory.status. Thread-safe.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "directory/sync.hpp"
#include "service/live.hpp"
#include "session/router.hpp"

namespace patchbay::service {

// How far the directory of a connection is, as the extension is told.
boost::json::object directory_answer(Connection const& row, directory::Sync::Description const& now);

class DirectoryMethods {
 public:
  DirectoryMethods(Ground const& ground, directory::Directory& directory, directory::Sync& sync)
      : ground_(ground), directory_(directory), sync_(sync) {}

  Result<boost::json::value> sync(boost::json::object const& params, RequestContext const& request);
  Result<boost::json::value> status(boost::json::object const& params, RequestContext const& request);

 private:
  // The connections of `platform`, or all of them without one.
  Result<std::vector<Connection>> meant(boost::json::object const& params);

  Ground const ground_;
  directory::Directory& directory_;
  directory::Sync& sync_;
};

}  // namespace patchbay::service
