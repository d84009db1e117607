// The table of methods: what the extension may ask for, and who answers. Filled at start, read-only
// afterwards: then thread-safe.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "base/context.hpp"
#include "base/error.hpp"

namespace patchbay {

struct RequestContext {
  Context context;
  boost::json::value id;  // as the extension sent it: a string or an integer
};

// Runs on a worker, several at the same time. Looks at the context where it may take long.
using Method = std::function<Result<boost::json::value>(boost::json::object const& params,
                                                        RequestContext const& request)>;

// Sends a notification to the extension. Thread-safe; may wait while the browser does not read.
using Notify = std::function<void(std::string_view method, boost::json::object params)>;

class Router {
 public:
  struct Route {
    std::chrono::milliseconds time_limit;
    Method method;
  };

  // REQUIRES: no method of this name yet.
  void add(std::string name, std::chrono::milliseconds time_limit, Method method);
  // nullptr: no such method.
  Route const* find(std::string_view name) const;
  // In alphabetical order.
  std::vector<std::string> names() const;

 private:
  std::map<std::string, Route, std::less<>> routes_;
};

}  // namespace patchbay
