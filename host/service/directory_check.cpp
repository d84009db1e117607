#include "service/directory_check.hpp"

#include <algorithm>

#include "service/params.hpp"

namespace patchbay::service {
namespace {

using namespace std::chrono_literals;

constexpr auto time_for_one = 20s;

// The same contacts, in whatever order.
bool alike(json::array const& a, json::array const& b) {
  return a.size() == b.size() && std::is_permutation(a.begin(), a.end(), b.begin());
}

}  // namespace

void DirectoryCheck::after_answer(LivePtr const& live, NumberQuestion const& question, json::array given) {
  if (lookup_.asked_lately(*live, question)) return;
  Lock lock(mutex_);
  bool const waits = std::any_of(waiting_.begin(), waiting_.end(), [&](Item const& item) {
    return item.live->row.id == live->row.id && item.question.number.e164 == question.number.e164;
  });
  if (waits || stopped_ || waiting_.size() >= most_waiting) return;
  waiting_.push_back({live, question, std::move(given)});
  if (!thread_.joinable()) thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
  wake_.notify_all();
}

void DirectoryCheck::stop() {
  std::jthread thread;
  {
    Lock lock(mutex_);
    stopped_ = true;
    waiting_.clear();
    std::swap(thread, thread_);
  }
  thread.request_stop();  // and joins as it goes
}

void DirectoryCheck::run(std::stop_token stop) {
  Item item;
  while (take_next(item, stop)) {
    check(item, stop);
    ground_.clock.wait_until(ground_.clock.steady_now() + between, stop);
  }
}

bool DirectoryCheck::take_next(Item& item, std::stop_token const& stop) {
  std::stop_callback const wake(stop, [this] {
    Lock lock(mutex_);
    wake_.notify_all();
  });
  Lock lock(mutex_);
  while (waiting_.empty() && !stop.stop_requested()) wake_.wait(lock);
  if (stop.stop_requested()) return false;
  item = std::move(waiting_.front());
  waiting_.pop_front();
  return true;
}

void DirectoryCheck::check(Item const& item, std::stop_token const& stop) {
  auto const& number = item.question.number;
  Context const context{ground_.clock.steady_now() + time_for_one, stop};
  auto const page = lookup_.ask(*item.live, item.question, context);
  // Who was answered from the directory has his answer; that the CRM is silent is told to who asks it for
  // something.
  if (!page)
    return ground_.log.debug("directory: a check failed: " + std::string(name_of(page.error().code)));
  auto now = lookup_.known(*item.live, number);
  if (alike(now, item.given)) return;
  auto const token = live_.token_for(item.live->row);
  if (!token) return ground_.log.warning("directory: " + token.error().message);
  for (auto& contact : now) contact.as_object()["jwtToken"] = *token;
  notify_("contact.changed", {{"platform", item.live->row.platform},
                              {"userId", item.live->row.user_id},
                              {"phoneNumber", number.e164},
                              {"contact", std::move(now)}});
}

}  // namespace patchbay::service
