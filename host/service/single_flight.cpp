#include "service/single_flight.hpp"

#include <stop_token>

namespace patchbay::service {
namespace {

bool given_up(Result<boost::json::value> const& answer) {
  if (answer) return false;
  auto const code = answer.error().code;
  return code == ErrorCode::cancelled || code == ErrorCode::timeout;
}

}  // namespace

// Whatever becomes of the question, who waits for it goes on.
class SingleFlight::Landing {
 public:
  Landing(SingleFlight& all, std::string const& key, FlightPtr flight)
      : all_(all), key_(key), flight_(std::move(flight)) {}
  ~Landing() {
    Lock lock(all_.mutex_);
    flight_->answer = std::move(answer);
    all_.flights_.erase(key_);
    all_.landed_.notify_all();
  }
  Landing(Landing const&) = delete;
  Landing& operator=(Landing const&) = delete;

  Result<boost::json::value> answer = fail(ErrorCode::cancelled, "The question was not answered.");

 private:
  SingleFlight& all_;
  std::string const key_;
  FlightPtr const flight_;
};

Result<boost::json::value> SingleFlight::ask(std::string const& key, Context const& context, Ask const& ask) {
  for (;;) {
    FlightPtr flight;
    if (board(key, flight)) {
      Landing landing(*this, key, flight);
      landing.answer = ask();
      return landing.answer;
    }
    auto const answer = wait_for(flight, context.stop);
    if (!answer) return fail(ErrorCode::cancelled, "The request was cancelled.");
    if (!given_up(*answer)) return *answer;
  }
}

bool SingleFlight::board(std::string const& key, FlightPtr& flight) {
  Lock lock(mutex_);
  auto& under_way = flights_[key];
  bool const first = !under_way;
  if (first) under_way = std::make_shared<Flight>();
  flight = under_way;
  return first;
}

std::optional<Result<boost::json::value>> SingleFlight::wait_for(FlightPtr const& flight,
                                                                 std::stop_token const& stop) {
  std::stop_callback const wake(stop, [this] {
    Lock lock(mutex_);
    landed_.notify_all();
  });
  Lock lock(mutex_);
  while (!flight->answer && !stop.stop_requested()) landed_.wait(lock);
  return flight->answer;
}

}  // namespace patchbay::service
