#include "session/router.hpp"

#include <stdexcept>
#include <utility>

namespace patchbay {

void Router::add(std::string name, std::chrono::milliseconds time_limit, Method method) {
  auto const [at, added] = routes_.try_emplace(std::move(name), Route{time_limit, std::move(method)});
  if (!added) throw std::logic_error("Two methods are called '" + at->first + "'.");
}

Router::Route const* Router::find(std::string_view name) const {
  auto const at = routes_.find(name);
  return at == routes_.end() ? nullptr : &at->second;
}

std::vector<std::string> Router::names() const {
  std::vector<std::string> names;
  for (auto const& [name, route] : routes_) names.push_back(name);
  return names;
}

}  // namespace patchbay
