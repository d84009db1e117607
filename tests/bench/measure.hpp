// What the benchmarks share: a host as a browser starts it, times, and the table. One thread.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/object.hpp>

#include "support/child_process.hpp"

namespace patchbay::bench {

using Milliseconds = std::chrono::duration<double, std::milli>;
using Times = std::vector<double>;  // milliseconds

template <class Action>
double milliseconds_of(Action&& action) {
  auto const start = std::chrono::steady_clock::now();
  std::forward<Action>(action)();
  return Milliseconds(std::chrono::steady_clock::now() - start).count();
}

// REQUIRES: there are some.
inline double median(Times times) {
  auto const middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
}

// The time that `hundredths` of a hundred stay below. REQUIRES: there are some.
inline double percentile(Times times, std::size_t hundredths) {
  auto const at = times.begin() + static_cast<std::ptrdiff_t>((times.size() - 1) * hundredths / 100);
  std::nth_element(times.begin(), at, times.end());
  return *at;
}

// A figure that is wanted and missing is no figure: everything here ends the program.
template <class T>
T must(std::optional<T> value, char const* what) {
  if (!value) throw std::runtime_error(what);
  return *std::move(value);
}

inline test::ChildProcess::Options in_home(std::filesystem::path const& home, std::vector<std::string> arguments = {}) {
  return {std::move(arguments), {{"HOME", home.string()}, {"XDG_DATA_HOME", ""}, {"XDG_CONFIG_HOME", ""}}, -1};
}

// A row of the table. `limit` 0: told, not limited.
struct Row {
  std::string what;
  double value = 0;
  std::string unit;
  double limit = 0;
  enum Side { at_most, at_least } side = at_most;

  bool kept() const { return limit == 0 || (side == at_most ? value <= limit : value >= limit); }
};

// Where a simulator listens, once it says so.
std::string address(test::ChildProcess& simulator);

// The path of a configuration in this folder whose Pipedrive is there.
std::string configuration(std::filesystem::path const& home, std::string const& crm);

// Asks and waits for the result; notifications are passed over.
boost::json::object result_of(test::ChildProcess& host, std::string_view method, boost::json::object params);

double resident_megabytes(test::ChildProcess const& process);

// The lookup with 10 matches, in rounds of latency.
std::vector<Row> lookup_rows();

// callLog.create beside a commit, and a start with 10,000 entries beside one with none.
std::vector<Row> create_rows();
std::vector<Row> backlog_rows();

// contact.find from a directory of a million contacts beside host.info, and how fast that directory fills.
std::vector<Row> directory_rows();

}  // namespace patchbay::bench
