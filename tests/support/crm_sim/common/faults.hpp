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
enum class FaultKind {
  delay,
  status,       // a refusal in the vendor's own form
  drop_before,  // no answer: the vendor did not act, or did
  drop_after,
  bad_json,  // half of the answer
  html       // a page in the place of the answer; the vendor did not act
};

struct Fault {
  FaultKind kind = FaultKind::status;
  std::string method;  // empty: any
  std::string path;    // a prefix of the path; empty: any
  int times = 1;       // for the next so many requests that it fits
  int http_status = 503;
  std::chrono::milliseconds delay{0};
  std::string words = {};  // of a refusal
  int retry_after = -1;    // seconds in the header of a refusal; -1: no header
};

// Reads {"kind": "status", "path": "/api", "method": "POST", "times": 2, "status": 503, "words": "Not today.",
// "retryAfter": 1, "delayMs": 100}; "html_403" is a page with that status.
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
