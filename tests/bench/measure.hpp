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
#include <utility>
#include <vector>

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
};

// The lookup with 10 matches, in rounds of latency.
std::vector<Row> lookup_rows();

}  // namespace patchbay::bench
