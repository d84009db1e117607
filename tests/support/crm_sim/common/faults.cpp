#include "crm_sim/common/faults.hpp"

#include <array>
#include <utility>

#include <boost/json/value.hpp>

namespace patchbay::sim {
namespace {

constexpr std::array<std::pair<std::string_view, FaultKind>, 7> kinds{{
    {"delay", FaultKind::delay},
    {"status", FaultKind::status},
    {"drop_before", FaultKind::drop_before},
    {"drop_after", FaultKind::drop_after},
    {"bad_json", FaultKind::bad_json},
    {"html", FaultKind::html},
    {"html_403", FaultKind::html},
}};

std::optional<FaultKind> kind_from(std::string_view name) {
  for (auto const& [known, kind] : kinds)
    if (known == name) return kind;
  return std::nullopt;
}

std::string text(boost::json::object const& wish, std::string_view key) {
  auto const* found = wish.if_contains(key);
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

int number(boost::json::object const& wish, std::string_view key, int otherwise) {
  auto const* found = wish.if_contains(key);
  return found && found->is_int64() ? static_cast<int>(found->get_int64()) : otherwise;
}

}  // namespace

std::optional<Fault> fault_from(boost::json::object const& wish) {
  auto const kind = kind_from(text(wish, "kind"));
  if (!kind) return std::nullopt;
  Fault fault;
  fault.kind = *kind;
  fault.method = text(wish, "method");
  fault.path = text(wish, "path");
  fault.times = number(wish, "times", fault.times);
  if (text(wish, "kind") == "html_403") fault.http_status = 403;
  fault.http_status = number(wish, "status", fault.http_status);
  fault.words = text(wish, "words");
  fault.retry_after = number(wish, "retryAfter", fault.retry_after);
  fault.delay = std::chrono::milliseconds(number(wish, "delayMs", 0));
  return fault;
}

void Faults::add(Fault fault) {
  Lock lock(mutex_);
  faults_.push_back(std::move(fault));
}

void Faults::clear() {
  Lock lock(mutex_);
  faults_.clear();
}

std::optional<Fault> Faults::take(std::string_view method, std::string_view path) {
  Lock lock(mutex_);
  for (auto& fault : faults_) {
    if (fault.times <= 0 || !path.starts_with(fault.path)) continue;
    if (!fault.method.empty() && fault.method != method) continue;
    --fault.times;
    return fault;
  }
  return std::nullopt;
}

std::size_t Faults::pending() const {
  Lock lock(mutex_);
  std::size_t left = 0;
  for (auto const& fault : faults_) left += fault.times > 0 ? 1 : 0;
  return left;
}

}  // namespace patchbay::sim
