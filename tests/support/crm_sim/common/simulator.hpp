// A vendor's simulator with what every vendor's has: faults, a record of what arrived, and the control
// endpoints below /_sim, which are this project's own and no part of any vendor's API. Thread-safe.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/thread_annotations.hpp"
#include "crm/http_server.hpp"
#include "crm_sim/common/faults.hpp"
#include "crm_sim/common/recorder.hpp"

namespace patchbay::sim {

using Now = std::function<SimTime()>;

struct Answer {
  crm::HttpExchangeResponse response;
  int cost = 0;  // in the vendor's own unit
};

// One vendor: no I/O, no thread of its own, never called by two threads at once.
class Vendor {
 public:
  virtual ~Vendor() = default;
  virtual Answer handle(crm::HttpExchangeRequest const& request) = 0;
  // What GET /_sim/<collection> shows; none: there is no such collection.
  virtual std::optional<boost::json::value> inspect(std::string_view collection) const = 0;
  // PUT /_sim/settings. False: a setting that does not exist or has another type.
  virtual bool configure(boost::json::object const& settings) = 0;
  // A refusal in the vendor's own form, as a test orders it.
  virtual crm::HttpExchangeResponse refusal(int status, std::string_view words) const;
};

// A JSON answer, as simulators give it.
crm::HttpExchangeResponse json_response(int status, boost::json::value const& body);

// A request as the HTTP server would hand it over. `target` is percent-encoded.
crm::HttpExchangeRequest exchange_request(std::string method, std::string target,
                                          crm::HttpFields headers = {}, std::string body = {});
// The value of an answer's header, or empty.
std::string header_of(crm::HttpExchangeResponse const& response, std::string_view name);

class Simulator {
 public:
  Simulator(std::unique_ptr<Vendor> vendor, Now now);

  crm::HttpExchangeResponse handle(crm::HttpExchangeRequest const& request) EXCLUDES_LOCK(mutex_);

  Faults& faults() { return faults_; }
  Recorder& recorder() { return recorder_; }
  // How long each answer takes.
  void set_latency(std::chrono::milliseconds latency) EXCLUDES_LOCK(mutex_);

 private:
  crm::HttpExchangeResponse control(crm::HttpExchangeRequest const& request);
  crm::HttpExchangeResponse control_vendor(crm::HttpExchangeRequest const& request);
  Answer answer(crm::HttpExchangeRequest const& request);
  crm::HttpExchangeResponse refused(Fault const& fault) EXCLUDES_LOCK(mutex_);
  Answer act(crm::HttpExchangeRequest const& request) EXCLUDES_LOCK(mutex_);

  Now now_;
  Faults faults_;
  Recorder recorder_;
  Mutex mutex_;
  std::unique_ptr<Vendor> vendor_ GUARDED_BY(mutex_);
  std::chrono::milliseconds latency_ GUARDED_BY(mutex_){0};
};

}  // namespace patchbay::sim
