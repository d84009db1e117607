#include "outbox/outbox.hpp"

#include <algorithm>

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include "base/random.hpp"

namespace patchbay::outbox {
namespace {

using namespace std::chrono_literals;

constexpr int delivery_threads = 4;
constexpr auto delivery_time = 60s;
constexpr auto lease_time = 90s;      // longer than a delivery may take: a lease that ran out belongs to a dead process
constexpr auto first_backoff = 5s;
constexpr auto longest_backoff = 600s;
constexpr auto poll_of_foreign_lease = 50ms;
constexpr int polls_of_foreign_lease = 200;

WallTime next_attempt(Entry const& entry, Error const& error, WallTime now) {
  auto const backoff = std::min<std::chrono::seconds>(first_backoff * (1 << std::min(entry.attempts, 10)), longest_backoff);
  return now + std::max(backoff, error.retry_after.value_or(0s));
}

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
    case ErrorCode::auth_required:
      return State::blocked;
    default:
      return State::failed;
  }
}

// The CRM said no: it has not made the record. After anything else it may have, though we have no answer.
bool is_refusal(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_params:
    case ErrorCode::unsupported:
    case ErrorCode::not_found:
    case ErrorCode::conflict:
    case ErrorCode::auth_required:
    case ErrorCode::forbidden:
    case ErrorCode::rate_limited:
      return true;
    default:
      return false;
  }
}

}  // namespace

Outbox::Outbox(Ledger& ledger, Deliver deliver, Changed changed, Clock const& clock, Log const& log)
    : ledger_(ledger), deliver_(std::move(deliver)), changed_(std::move(changed)), clock_(clock), log_(log),
      owner_(random_hex(8)) {}

Outbox::~Outbox() { stop(); }

void Outbox::start() {
  workers_ = std::make_unique<boost::asio::thread_pool>(delivery_threads);
  scheduler_ = std::jthread([this](std::stop_token) { run_scheduler(stop_.get_token()); });
}

void Outbox::stop() {
  stop_.request_stop();
  if (scheduler_.joinable()) scheduler_.join();
  if (workers_) workers_->join();
}

Result<Entry> Outbox::submit(Key const& key, boost::json::object const& change, bool may_create,
                             std::chrono::milliseconds wait, Context const& context) {
  auto entry = ledger_.want(key, change, may_create, clock_.wall_now());
  if (!entry || entry->state == State::logged) return entry;
  enqueue(entry->id);
  wait_for(entry->id, wait, context.stop);
  return ledger_.get(entry->id);
}

Result<void> Outbox::unblock(std::string_view account) {
  auto const result = ledger_.unblock(account, clock_.wall_now());
  Lock lock(mutex_);
  look_ = true;
  wake_.notify_all();
  return result;
}

void Outbox::run_scheduler(std::stop_token stop) {
  while (!stop.stop_requested()) {
    auto const now = clock_.wall_now();
    auto const ids = ledger_.due(now, 100);
    if (ids) {
      for (auto const id : *ids) enqueue(id);
    } else {
      log_.warning("outbox: " + ids.error().message);
    }
    auto const next = ledger_.next_due();
    auto pause = std::chrono::duration_cast<std::chrono::milliseconds>(longest_backoff);
    if (next && *next) pause = std::chrono::duration_cast<std::chrono::milliseconds>(**next - now);
    auto const until = std::chrono::steady_clock::now() + std::clamp<std::chrono::milliseconds>(pause, 1s, 60s);
    Lock lock(mutex_);
    wake_.wait_until(lock, stop, until, [this]() PATCHBAY_TSA(no_thread_safety_analysis) { return look_; });
    look_ = false;
  }
}

void Outbox::enqueue(long long id) {
  Lock lock(mutex_);
  if (active_.insert(id).second) {
    boost::asio::post(*workers_, [this, id] { work_on(id); });
  } else {
    again_.insert(id);
  }
}

void Outbox::work_on(long long id) {
  for (int round = 0;; ++round) {
    bool const more = !stop_.stop_requested() && deliver_once(id, round);
    Lock lock(mutex_);
    if (again_.erase(id) > 0 || more) {
      if (!stop_.stop_requested()) continue;
    }
    active_.erase(id);
    look_ = true;  // the entry's next attempt may be the next thing that is due
    idle_.notify_all();
    wake_.notify_all();
    return;
  }
}

bool Outbox::deliver_once(long long id, int round) {
  auto const now = clock_.wall_now();
  auto const entry = ledger_.claim(id, owner_, now, now + lease_time);
  if (!entry) {
    log_.error("outbox: " + entry.error().message);
    return false;
  }
  if (!*entry) {  // another process is at it, or nothing is left to do
    auto const current = ledger_.get(id);
    if (!current || current->state != State::pending || current->next_attempt_at > now) return false;
    clock_.wait_until(clock_.steady_now() + poll_of_foreign_lease, stop_.get_token());
    return round < polls_of_foreign_lease;
  }
  Context const context{clock_.steady_now() + delivery_time, stop_.get_token()};
  bool create_sent = false;
  auto const before_create = [&] {
    auto const marked = ledger_.mark_sent(id, (*entry)->wanted, owner_, clock_.wall_now());
    create_sent = marked.has_value();
    return marked;
  };
  auto const outcome = deliver_(**entry, before_create, context);
  // What cannot be written down now is taken up when the lease has run out: asking the CRM again at once would help nobody.
  if (!settle(**entry, outcome, create_sent)) return false;
  auto const after = ledger_.get(id);
  if (!after) return false;
  changed_(*after);
  return after->state == State::pending && after->next_attempt_at <= clock_.wall_now();
}

bool Outbox::settle(Entry entry, Result<Delivered> const& outcome, bool create_sent) {
  if (outcome) {
    entry.delivered = entry.wanted;
    entry.log_id = outcome->log_id;
    entry.adapter_data = outcome->adapter_data;
    entry.body = outcome->body;
    entry.state = State::logged;
    entry.sent.reset();
    entry.attempts = 0;
    entry.error.reset();
  } else {
    auto const& error = outcome.error();
    entry.state = state_after(error.code);
    entry.next_attempt_at = next_attempt(entry, error, clock_.wall_now());
    if (create_sent) {
      if (is_refusal(error.code)) entry.sent.reset();
      else entry.sent = entry.wanted;
    }
    entry.attempts += 1;
    entry.error = error;
    log_.info("outbox: delivery failed: " + std::string(name_of(error.code)));
  }
  auto const stored = ledger_.settle(entry, owner_);
  if (!stored) log_.error("outbox: " + stored.error().message);
  return stored.has_value();
}

void Outbox::wait_for(long long id, std::chrono::milliseconds wait, std::stop_token stop) {
  auto const until = std::chrono::steady_clock::now() + wait;
  Lock lock(mutex_);
  idle_.wait_until(lock, stop, until, [this, id]() PATCHBAY_TSA(no_thread_safety_analysis) { return !active_.contains(id); });
}

}  // namespace patchbay::outbox
