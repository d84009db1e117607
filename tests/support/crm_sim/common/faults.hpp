// The weather a test orders: what goes wrong with the next requests to a simulator. Thread-safe.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "base/thread_annotations.hpp"

namespace patchbay::sim {

// What a fault does. `before` and `after` say whether the vendor has acted on the request by then.
enum class FaultKind { delay, status, drop_before, drop_after, bad_json, html_403 };

struct Fault {
  FaultKind kind = FaultKind::status;
  std::string method;  // empty: any
  std::string path;    // a prefix of the path; empty: any
  int times = 1;       // for the next so many requests that it fits
  int http_status = 503;
  std::chrono::milliseconds delay{0};
};

// Reads {"kind": "status", "path": "/api", "method": "POST", "times": 2, "status": 503, "delayMs": 100}.
// None: it makes no sense.
std::optional<Fault> fault_from(boost::json::object const& wish);

class Faults {
 public:
  void add(Fault fault);
  void clear();
  // The first fault that fits this request; it is used up by that once.
  std::optional<Fault> take(std::string_view method, std::string_view path);
  std::size_t pending() const;

 private:
  mutable Mutex mutex_;
  std::vector<Fault> faults_ GUARDED_BY(mutex_);
};

}  // namespace patchbay::sim
