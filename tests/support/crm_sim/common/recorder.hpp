// What a simulator received, so that a test can count requests and rounds of latency. Thread-safe.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <boost/json/array.hpp>

#include "base/thread_annotations.hpp"

namespace patchbay::sim {

using SimTime = std::chrono::system_clock::time_point;

struct Received {
  std::string method;
  std::string path;
  std::string target;  // raw, as it arrived
  std::string body;
  int cost = 0;    // in the vendor's own unit
  int round = 0;   // from 1
  int status = 0;  // 0: dropped
};

class Recorder {
 public:
  // Requests that arrive before any answer of the running round is out belong to that round: they cannot
  // depend on one. So rounds are told apart only where answers take time (Simulator::set_latency).
  void add(Received received, SimTime arrival, SimTime answered);
  void clear();
  std::vector<Received> all() const;
  int rounds() const;

 private:
  mutable Mutex mutex_;
  std::vector<Received> received_ GUARDED_BY(mutex_);
  int round_ GUARDED_BY(mutex_) = 0;
  SimTime first_answer_ GUARDED_BY(mutex_){};
};

// The list as /_sim/requests shows it.
boost::json::array listing(std::vector<Received> const& received);

}  // namespace patchbay::sim
