#include "outbox/outbox.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>

#include "base/random.hpp"
#include "outbox/sent.hpp"

namespace patchbay::outbox {
namespace {

using namespace std::chrono_literals;

constexpr auto delivery_time = 60s;
constexpr auto lease_time = 90s;  // longer than a delivery may take
constexpr auto first_backoff = 5s;
constexpr auto longest_backoff = 600s;
constexpr auto longest_pause = 24h;  // whatever a CRM asks for: a daily budget is new by then
constexpr auto look_for_the_dead = 5s;
constexpr auto drop_waits = 10s;
constexpr int due_of_each_account = 20;
constexpr auto poll_of_foreign_lease = 50ms;
constexpr int polls_of_foreign_lease = 200;

// What becomes of an entry whose delivery failed so.
State state_after(ErrorCode code) {
  switch (code) {
    case ErrorCode::unavailable:
    case ErrorCode::timeout:
    case ErrorCode::rate_limited:
    case ErrorCode::unknown_outcome:
    case ErrorCode::cancelled:
    case ErrorCode::conflict:
    case ErrorCode::bad_reply:  // the page of a hotel's network, say
      return State::pending;
    case ErrorCode::auth_required: return State::blocked;
    default: return State::failed;
  }
}

// Sending it again would make a second one if the CRM has it.
Error look_yourself() {
  return fail(ErrorCode::unknown_outcome,
              "The CRM may have this already: its answer was lost, and its adapter cannot look. Look in the "
              "CRM, and try again only if it is not there.");
}

// The CRM, or what stands before it, spoke of the account and not of this entry: no other is to be tried
// until then either.
bool pauses_account(Error const& error) {
  return error.retry_after && (error.code == ErrorCode::rate_limited || error.code == ErrorCode::unavailable);
}

std::chrono::seconds pause_length(Error const& error) {
  return std::clamp<std::chrono::seconds>(error.retry_after.value_or(0s), 1s, longest_pause);
}

double real_fraction() {
  auto const bytes = random_bytes(sizeof(std::uint32_t));
  std::uint32_t number = 0;
  std::memcpy(&number, bytes.data(), sizeof number);
  return number / double(std::numeric_limits<std::uint32_t>::max());
}

}  // namespace

Courier::Courier() : name(random_hex(8)), fraction(real_fraction) {}

Outbox::Outbox(Database& database, Deliver deliver, Changed changed, Clock const& clock, Log const& log,
               Courier courier)
    : ledger_(database),
      backlog_(database),
      deliver_(std::move(deliver)),
      changed_(std::move(changed)),
      clock_(clock),
      log_(log),
      courier_(std::move(courier)) {}

Outbox::~Outbox() { stop(); }

void Outbox::start() {
  for (int i = 0; i < Queue::workers; ++i) workers_.emplace_back([this] { run_worker(); });
  scheduler_ = std::jthread([this] { run_scheduler(); });
}

void Outbox::stop() {
  stop_.request_stop();
  if (scheduler_.joinable()) scheduler_.join();
  workers_.clear();
}

Result<Entry> Outbox::submit(Key const& key, boost::json::object const& change, bool may_create,
                             std::chrono::milliseconds wait, Context const& context) {
  auto entry = ledger_.want(key, change, may_create, clock_.wall_now());
  if (!entry || entry->state != State::pending) return entry;
  return deliver_now(entry->id, wait, context);
}

Result<Entry> Outbox::retry(long long id, std::chrono::milliseconds wait, Context const& context) {
  auto const entry = backlog_.retry(id, clock_.wall_now());
  if (!entry || entry->state != State::pending) return entry;
  return deliver_now(id, wait, context);
}

Result<Entry> Outbox::deliver_now(long long id, std::chrono::milliseconds wait, Context const& context) {
  queue_.add_urgent(id);
  queue_.wait_for(id, wait, context.stop);
  auto entry = ledger_.get(id);
  if (!entry || entry->state != State::pending || entry->error) return entry;
  auto const pause = backlog_.pause_of(entry->key.account, clock_.wall_now());
  if (!pause || !*pause) return entry;
  entry->error = fail((*pause)->told ? ErrorCode::rate_limited : ErrorCode::unavailable, (*pause)->reason);
  changed_(*entry);  // it was not tried, so nobody else says that it waits
  return entry;
}

Result<Entry> Outbox::drop(long long id, Context const& context) {
  take_over();
  auto entry = backlog_.drop(id);
  if (entry || entry.error().code != ErrorCode::conflict) return entry;
  queue_.wait_for(id, drop_waits, context.stop);
  return backlog_.drop(id);
}

Result<void> Outbox::unblock(std::string_view account) {
  auto const result = backlog_.unblock(account, clock_.wall_now());
  wake();
  return result;
}

void Outbox::wake() {
  Lock lock(mutex_);
  look_ = true;
  wake_.notify_all();
}

void Outbox::run_scheduler() {
  auto const stop = stop_.get_token();
  while (!stop.stop_requested()) {
    auto pause = std::chrono::milliseconds(longest_backoff);
    bool const others = take_over();
    if (queue_.backlog_is_low()) {
      auto const due = backlog_.due(clock_.wall_now(), courier_.name, due_of_each_account);
      if (due)
        queue_.add_backlog(*due);
      else
        log_.warning("outbox: " + due.error().message);
      pause = until_next(others);
    }
    auto const until = std::chrono::steady_clock::now() + pause;
    Lock lock(mutex_);
    wake_.wait_until(lock, stop, until, [this]() PATCHBAY_TSA(no_thread_safety_analysis) { return look_; });
    look_ = false;
  }
}

std::chrono::milliseconds Outbox::until_next(bool others) {
  auto const now = clock_.wall_now();
  auto const next = backlog_.next_due(now);
  auto pause = std::chrono::milliseconds(longest_backoff);
  if (next && *next) pause = std::chrono::duration_cast<std::chrono::milliseconds>(**next - now);
  return std::clamp<std::chrono::milliseconds>(pause, 1s,
                                               others ? std::chrono::seconds(look_for_the_dead) : 60s);
}

bool Outbox::take_over() {
  auto const holders = backlog_.holders();
  if (!holders) return false;  // what comes next meets the same trouble, and says so
  bool others = false;
  for (auto const& holder : *holders) {
    if (holder == courier_.name) continue;
    auto const alive = courier_.alive ? courier_.alive(holder) : std::nullopt;
    others = others || alive != std::optional(false);
    if (alive == std::optional(true)) continue;  // also one that slept: a laptop that was closed, say
    auto const run_out_by = alive ? WallTime::max() : clock_.wall_now();
    if (auto const freed = backlog_.release(holder, run_out_by); !freed)
      log_.warning("outbox: " + freed.error().message);
  }
  return others;
}

void Outbox::run_worker() {
  auto const stop = stop_.get_token();
  while (auto job = queue_.take(stop)) {
    for (;;) {
      work_on(job->due.id, job->urgent);
      if (!queue_.done(*job) || stop.stop_requested()) break;
      job->urgent = true;
    }
    wake();  // the entry's next attempt may be the next thing that is due
  }
}

void Outbox::work_on(long long id, bool urgent) {
  for (int round = 0; !stop_.stop_requested(); ++round) {
    auto const next = deliver_once(id, urgent);
    if (next == Next::nothing) return;
    if (next == Next::again) continue;
    if (!urgent || round >= polls_of_foreign_lease) return;  // the scheduler comes back to it
    clock_.wait_until(clock_.steady_now() + poll_of_foreign_lease, stop_.get_token());
    take_over();
  }
}

Outbox::Next Outbox::without_claim(long long id) {
  auto const entry = ledger_.get(id);
  bool const held =
      entry && entry->state == State::pending && !entry->holder.empty() && entry->holder != courier_.name;
  return held ? Next::held_by_another : Next::nothing;
}

Outbox::Next Outbox::deliver_once(long long id, bool urgent) {
  auto const now = clock_.wall_now();
  auto entry = ledger_.claim(id, courier_.name, urgent, now, now + lease_time);
  if (!entry) {
    log_.error("outbox: " + entry.error().message);
    return Next::nothing;
  }
  if (!*entry) return without_claim(id);
  (*entry)->tried_at = now;
  Context const context{clock_.steady_now() + delivery_time, stop_.get_token()};
  std::optional<boost::json::object> sent;
  auto const before_create = [&] {
    auto const& account = (*entry)->key.account;
    auto going = sent_with(**entry, courier_.crm_time ? courier_.crm_time(account) : std::nullopt);
    auto const marked = ledger_.mark_sent(id, going, courier_.name, clock_.wall_now());
    if (marked) sent = std::move(going);
    return marked;
  };
  auto const outcome = deliver_(**entry, before_create, context);
  // What cannot be written down now is taken up when the lease has run out: asking the CRM again at once
  // would help nobody.
  if (!settle(**entry, outcome, sent)) return Next::nothing;
  if (outcome && outcome->so_far) return Next::again;
  auto const after = ledger_.get(id);
  if (!after) return Next::nothing;
  changed_(*after);
  bool const more = after->state == State::pending && after->revision != (*entry)->revision;
  return more ? Next::again : Next::nothing;
}

bool Outbox::settle(Entry entry, Result<Delivered> const& outcome,
                    std::optional<boost::json::object> const& sent) {
  entry.tried_at = clock_.wall_now();
  bool const unseen = outcome && outcome->unseen;
  if (outcome && !unseen) {
    entry.delivered = outcome->so_far.value_or(entry.wanted);
    entry.log_id = outcome->log_id;
    entry.adapter_data = outcome->adapter_data;
    entry.body = outcome->body;
    entry.state = outcome->so_far ? State::pending : State::logged;
    entry.next_attempt_at = entry.tried_at;
    entry.sent.reset();
    entry.attempts = 0;
    entry.error.reset();
  } else {
    auto const error = unseen ? look_yourself() : outcome.error();
    entry.state = unseen ? State::failed : state_after(error.code);
    entry.next_attempt_at = next_attempt(entry, error, entry.tried_at);
    if (sent) entry.sent = left_open(entry, *sent, error.code);
    if (!pauses_account(error)) entry.attempts += 1;
    entry.error = error;
    log_.info("outbox: delivery failed: " + std::string(name_of(error.code)));
    pause(entry, error);
  }
  auto const stored = ledger_.settle(entry, courier_.name);
  if (!stored) log_.error("outbox: " + stored.error().message);
  return stored.has_value();
}

// Somewhere in the second half of the backoff, so that what failed together is not tried together.
WallTime Outbox::next_attempt(Entry const& entry, Error const& error, WallTime now) const {
  if (pauses_account(error)) return now + pause_length(error);
  auto const backoff =
      std::min<std::chrono::seconds>(first_backoff * (1 << std::min(entry.attempts, 10)), longest_backoff);
  auto const spread = std::chrono::milliseconds(backoff) * (0.5 + courier_.fraction() / 2);
  return now + std::chrono::duration_cast<std::chrono::milliseconds>(spread);
}

void Outbox::pause(Entry const& entry, Error const& error) {
  if (!pauses_account(error)) return;
  Pause const pause{entry.tried_at + pause_length(error), error.code == ErrorCode::rate_limited,
                    error.message};
  auto const noted = backlog_.pause(entry.key.account, entry.tried_at, pause);
  if (!noted) log_.warning("outbox: " + noted.error().message);
}

}  // namespace patchbay::outbox
