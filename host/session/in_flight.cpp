#include "session/in_flight.hpp"

#include <algorithm>
#include <utility>

namespace patchbay {

namespace json = boost::json;

InFlight::Admission InFlight::add(json::value const& id, SteadyTime deadline) {
  Lock lock(mutex_);
  for (auto const& [number, entry] : entries_) {
    if (entry.state == State::open && entry.id == id) return {Refusal::id_in_use, 0, {}};
  }
  if (busy() >= limit) return {Refusal::full, 0, {}};
  Entry entry{id, deadline, {}, State::open};
  auto stop = entry.stop.get_token();
  entries_.emplace(++last_number_, std::move(entry));
  return {std::nullopt, last_number_, std::move(stop)};
}

bool InFlight::unanswered(Number number) const {
  Lock lock(mutex_);
  auto const at = entries_.find(number);
  return at != entries_.end() && at->second.state == State::open;
}

bool InFlight::take(Number number) {
  Lock lock(mutex_);
  auto const at = entries_.find(number);
  if (at == entries_.end() || at->second.state != State::open) return false;
  at->second.state = State::done;
  return true;
}

void InFlight::leave(Number number) {
  Lock lock(mutex_);
  entries_.erase(number);
  if (entries_.empty()) idle_.notify_all();
}

template <class Condition>
std::vector<json::value> InFlight::take_where(Condition condition) {
  std::vector<json::value> ids;
  std::vector<std::stop_source> stops;
  {
    Lock lock(mutex_);
    for (auto& [number, entry] : entries_) {
      if (entry.state != State::open || !condition(entry)) continue;
      entry.state = State::abandoned;
      ids.push_back(entry.id);
      stops.push_back(entry.stop);
    }
  }
  // Without the lock: a stop runs callbacks of whoever waits on it.
  for (auto& stop : stops) stop.request_stop();
  return ids;
}

bool InFlight::cancel(json::value const& id) {
  return !take_where([&](Entry const& entry) { return entry.id == id; }).empty();
}

std::vector<json::value> InFlight::expire(SteadyTime now) {
  return take_where([&](Entry const& entry) { return entry.deadline <= now; });
}

std::vector<json::value> InFlight::take_all() {
  return take_where([](Entry const&) { return true; });
}

void InFlight::stop_all() {
  std::vector<std::stop_source> stops;
  {
    Lock lock(mutex_);
    for (auto const& [number, entry] : entries_) stops.push_back(entry.stop);
  }
  for (auto& stop : stops) stop.request_stop();
}

bool InFlight::wait_until_idle(std::chrono::milliseconds patience) {
  auto const until = std::chrono::steady_clock::now() + patience;
  Lock lock(mutex_);
  while (!entries_.empty()) {
    if (idle_.wait_until(lock, until) == std::cv_status::timeout) break;
  }
  return entries_.empty();
}

SteadyTime InFlight::next_deadline() const {
  Lock lock(mutex_);
  auto next = SteadyTime::max();
  for (auto const& [number, entry] : entries_) {
    if (entry.state == State::open) next = std::min(next, entry.deadline);
  }
  return next;
}

std::size_t InFlight::size() const {
  Lock lock(mutex_);
  return busy();
}

std::size_t InFlight::busy() const {
  return static_cast<std::size_t>(std::count_if(
      entries_.begin(), entries_.end(), [](auto const& entry) { return entry.second.state != State::done; }));
}

}  // namespace patchbay
