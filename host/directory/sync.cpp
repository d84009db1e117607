#include "directory/sync.hpp"

#include <algorithm>
#include <utility>

#include "base/random.hpp"
#include "directory/sync_run.hpp"
#include "store/leases.hpp"

namespace patchbay::directory {
namespace {

using namespace std::chrono_literals;

constexpr auto start_delay = 2s;  // the agent's first requests come first
constexpr auto longest_wait = 60s;
constexpr auto time_for_a_page = 60s;
constexpr auto least_pause = 50ms;
constexpr auto lease_time = 3min;  // longer than a page and its pause
constexpr auto lease_renewal = 1min;
constexpr auto first_backoff = 1min;
constexpr int most_doublings = 6;
constexpr int pages_a_turn = 20;
constexpr auto between_tellings = 1s;

std::string lease_of(Connection const& row) { return "directory." + std::to_string(row.id); }
std::string account_of(Connection const& row) { return row.platform + "/" + row.user_id; }

UtcTime seconds(WallTime time) { return std::chrono::floor<std::chrono::seconds>(time); }

}  // namespace

std::string_view name_of(Sync::State state) {
  switch (state) {
    case Sync::State::off: return "off";
    case Sync::State::unsupported: return "unsupported";
    case Sync::State::waiting: return "waiting";
    case Sync::State::filling: return "filling";
    case Sync::State::ready: break;
  }
  return "ready";
}

Sync::Sync(Directory& directory, Database& database, Crm& crm, Clock const& clock, Log const& log,
           Progressed progressed)
    : directory_(directory),
      database_(database),
      crm_(crm),
      clock_(clock),
      log_(log),
      progressed_(std::move(progressed)),
      holder_(random_hex(8)) {}

void Sync::start() {
  thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
}

void Sync::stop() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

void Sync::wake() {
  Lock lock(mutex_);
  trouble_.clear();
  look_ = true;
  wake_.notify_all();
}

void Sync::ask_for(std::set<ConnectionId> const& ids) {
  {
    Lock lock(mutex_);
    asked_for_.insert(ids.begin(), ids.end());
  }
  wake();
}

void Sync::forget(ConnectionId id) {
  directory_.forget(id);
  Lock lock(mutex_);
  asked_for_.erase(id);
  trouble_.erase(id);
}

void Sync::run(std::stop_token stop) {
  if (!clock_.wait_until(clock_.steady_now() + start_delay, stop)) return;
  tidy();
  std::stop_callback const wake(stop, [this] {
    Lock lock(mutex_);
    wake_.notify_all();
  });
  while (!stop.stop_requested() && directory_.on()) {
    auto const pause = std::min<SteadyTime::duration>(round(stop) - clock_.steady_now(), longest_wait);
    auto const until = std::chrono::steady_clock::now() + pause;
    Lock lock(mutex_);
    while (!look_ && !stop.stop_requested() && wake_.wait_until(lock, until) != std::cv_status::timeout)
      continue;
    look_ = false;
  }
}

void Sync::tidy() {
  auto const rows = Connections(database_).list();
  if (!rows) return log_.warning("directory: " + rows.error().message);
  std::set<ConnectionId> ids;
  if (directory_.on()) {
    for (auto const& row : *rows) ids.insert(row.id);
  }
  directory_.keep_only(ids);
}

SteadyTime Sync::round(std::stop_token const& stop) {
  auto const rows = Connections(database_).list();
  if (!rows) {
    log_.warning("directory: " + rows.error().message);
    return clock_.steady_now() + longest_wait;
  }
  bool more = false;
  for (auto const& row : *rows) {
    auto const index = directory_.of(row.id);
    if (!index || stop.stop_requested() || row.state != ConnectionState::active || !is_due(row, *index))
      continue;
    more = some_pages(row, *index, stop) || more;
  }
  auto next = clock_.steady_now() + (more ? SteadyTime::duration::zero() : longest_wait);
  Lock lock(mutex_);
  for (auto const& [id, trouble] : trouble_)
    next = std::min(next, std::max(trouble.not_before, clock_.steady_now()));
  return next;
}

bool Sync::is_due(Connection const& row, Index& index) {
  bool asked = false;
  {
    Lock lock(mutex_);
    auto const trouble = trouble_.find(row.id);
    if (trouble != trouble_.end() && trouble->second.not_before > clock_.steady_now()) return false;
    asked = asked_for_.contains(row.id);
  }
  auto const status = index.status();
  if (!status) log_.warning("directory: " + status.error().message);
  if (!status || !(asked || run_is_due(status->progress, seconds(clock_.wall_now())))) return false;
  auto const offered = crm_.offers(account_of(row), "contact.list");
  return offered && *offered;
}

// The row itself, and not another one of the same account: somebody may have signed out and in again
// meanwhile.
bool Sync::still_there(Connection const& row) {
  auto const now = Connections(database_).find(row.platform, row.user_id);
  return now && *now && (*now)->id == row.id;
}

bool Sync::take_turn(Connection const& row, SteadyTime& until) {
  auto const now = clock_.steady_now();
  if (until - now > lease_time - lease_renewal) return true;
  auto const taken = take_lease(database_, lease_of(row), holder_, clock_.wall_now(), lease_time);
  if (!taken) log_.warning("directory: " + taken.error().message);
  until = now + lease_time;
  return taken && *taken;
}

bool Sync::some_pages(Connection const& row, Index& index, std::stop_token const& stop) {
  SteadyTime until{};
  std::int64_t from = 0;
  bool more = true;
  for (int page = 0; more && (page < pages_a_turn || from != 0); ++page) {
    if (!take_turn(row, until)) return false;  // another process is at it
    if (!still_there(row)) break;
    auto const began = clock_.steady_now();
    Context const context{began + time_for_a_page, stop};
    auto const step = sync_step(index, crm_, account_of(row), seconds(clock_.wall_now()), context, from);
    if (stop.stop_requested()) break;
    settle(row, step);
    bool const over = !step || *step;
    if (over || clock_.steady_now() - told_ >= between_tellings) tell(row);
    more = step && !*step;
    auto const pause = std::max<SteadyTime::duration>(clock_.steady_now() - began, least_pause);
    if (more && from == 0) clock_.wait_until(clock_.steady_now() + pause, stop);
  }
  if (auto const released = release_lease(database_, lease_of(row), holder_); !released) {
    log_.warning("directory: " + released.error().message);  // it runs out by itself
  }
  return more;
}

void Sync::settle(Connection const& row, Result<bool> const& step) {
  if (!step) log_.info("directory: a page did not come: " + std::string(name_of(step.error().code)));
  Lock lock(mutex_);
  if (step) {
    trouble_.erase(row.id);
    if (*step) asked_for_.erase(row.id);
    return;
  }
  auto& trouble = trouble_[row.id];
  trouble.error = step.error();
  auto const backoff = first_backoff * (1 << std::min(trouble.times++, most_doublings));
  auto const wait = trouble.error.retry_after.value_or(backoff);
  trouble.not_before = clock_.steady_now() + std::max<std::chrono::seconds>(wait, 1s);
}

void Sync::tell(Connection const& row) {
  told_ = clock_.steady_now();
  progressed_(row, describe(row));
}

Sync::Description Sync::describe(Connection const& row) {
  Description result;
  auto const index = directory_.of(row.id);
  if (!index) return result;
  auto const offered = crm_.offers(row.platform + "/" + row.user_id, "contact.list");
  if (auto status = index->status()) result.status = std::move(*status);
  auto const& progress = result.status.progress;
  if (offered && !*offered)
    result.state = State::unsupported;
  else if (progress.filled)
    result.state = State::ready;
  else
    result.state = progress.run ? State::filling : State::waiting;
  Lock lock(mutex_);
  auto const trouble = trouble_.find(row.id);
  if (trouble != trouble_.end()) result.problem = trouble->second.error;
  return result;
}

}  // namespace patchbay::directory
