#include "crm_sim/common/recorder.hpp"

#include <algorithm>
#include <utility>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace patchbay::sim {

void Recorder::add(Received received, SimTime arrival, SimTime answered) {
  Lock lock(mutex_);
  if (round_ == 0 || arrival >= first_answer_) {
    ++round_;
    first_answer_ = answered;
  }
  first_answer_ = std::min(first_answer_, answered);
  received.round = round_;
  received_.push_back(std::move(received));
}

void Recorder::clear() {
  Lock lock(mutex_);
  received_.clear();
  round_ = 0;
}

std::vector<Received> Recorder::all() const {
  Lock lock(mutex_);
  return received_;
}

int Recorder::rounds() const {
  Lock lock(mutex_);
  return round_;
}

boost::json::array listing(std::vector<Received> const& received) {
  boost::json::array list;
  for (auto const& one : received) {
    auto const mark = one.target.find('?');
    list.push_back(
        boost::json::object{{"method", one.method},
                            {"path", one.path},
                            {"query", mark == std::string::npos ? "" : one.target.substr(mark + 1)},
                            {"body", one.body},
                            {"cost", one.cost},
                            {"round", one.round},
                            {"status", one.status}});
  }
  return list;
}

}  // namespace patchbay::sim
