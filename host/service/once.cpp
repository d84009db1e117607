#include "service/once.hpp"

#include <utility>

namespace patchbay::service {
namespace {

using namespace std::chrono_literals;

constexpr auto remembered = 5s;
constexpr auto look_at_the_clock = 1s;

}  // namespace

Result<boost::json::value> Once::run(std::string const& key, Context const& context, Work const& work) {
  auto turn = std::make_shared<Turn>();
  bool mine = false;
  {
    Lock lock(mutex_);
    forget_old();
    auto const [known, is_new] = turns_.try_emplace(key, turn);
    turn = known->second;
    mine = is_new;
  }
  if (!mine) return wait(turn, context);
  Finish finish{*this, key, *turn};
  finish.outcome = work();
  return finish.outcome;
}

Once::Finish::~Finish() {
  Lock lock(all.mutex_);
  if (!outcome) all.turns_.erase(key);
  turn.done_at = all.clock_.steady_now();
  turn.outcome = std::move(outcome);
  all.done_.notify_all();
}

Result<boost::json::value> Once::wait(TurnPtr const& turn, Context const& context) {
  Lock lock(mutex_);
  while (!turn->outcome) {
    if (auto over = context.over(clock_.steady_now())) return *over;
    auto const until = std::chrono::steady_clock::now() + look_at_the_clock;
    done_.wait_until(lock, context.stop, until,
                     [woken = false]() mutable { return std::exchange(woken, true); });
  }
  return *turn->outcome;
}

void Once::forget_old() {
  auto const now = clock_.steady_now();
  std::erase_if(turns_, [now](auto const& turn) {
    return turn.second->outcome && now - turn.second->done_at > remembered;
  });
}

}  // namespace patchbay::service
