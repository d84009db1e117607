// The engine itself, with the thread on which curl runs; host/http/curl_engine.cpp loads this module.
#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <thread>

#include "base/thread_annotations.hpp"
#include "http/curl_engine.hpp"
#include "http/curl_transfer_late.hpp"
#include "platform/late_module.hpp"

namespace patchbay {
namespace {

using std::chrono::milliseconds;
using Results = std::vector<Result<HttpResponse>>;

// What one send() waits for. Lives on its caller's stack until the last place is filled.
class Batch {
 public:
  explicit Batch(std::size_t count)
      : left_(count), results_(count, fail(ErrorCode::internal, "curl lost a request.")) {}

  void fill(std::size_t place, Result<HttpResponse> result) {
    Lock lock(mutex_);
    results_[place] = std::move(result);
    // Under the lock: as soon as it is free the waiting caller may take the batch away.
    if (--left_ == 0) filled_.notify_all();
  }

  Results wait() {
    Lock lock(mutex_);
    while (left_ > 0) filled_.wait(lock);
    return std::move(results_);
  }

 private:
  Mutex mutex_;
  std::condition_variable_any filled_;
  std::size_t left_ GUARDED_BY(mutex_);
  Results results_ GUARDED_BY(mutex_);
};

class CurlEngine final : public HttpClient {
 public:
  CurlEngine(CurlOptions options, Secret proxy_login)
      : options_(std::move(options)), proxy_login_(std::move(proxy_login)), multi_(curl_multi_init()) {
    if (!multi_) throw std::runtime_error("curl cannot be initialised");
    curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, options_.max_host_connections);
    thread_ = std::thread([this] { run(); });
  }

  ~CurlEngine() override {
    {
      Lock lock(mutex_);
      ending_ = true;
    }
    curl_multi_wakeup(multi_);
    thread_.join();
    curl_multi_cleanup(multi_);
  }

  Results send(std::vector<HttpRequest> requests, Context const& context) override {
    if (auto const over = context.over(std::chrono::steady_clock::now()))
      return Results(requests.size(), *over);
    Batch batch(requests.size());
    std::vector<std::optional<std::string>> proxies;  // here, since the system may have to think about them
    for (auto const& request : requests) proxies.push_back(proxy_for(request.url));
    std::uint64_t id = 0;
    {
      Lock lock(mutex_);
      id = ++last_id_;
      for (std::size_t place = 0; place < requests.size(); ++place)
        orders_.push_back(
            {std::move(requests[place]), std::move(proxies[place]), {id, &batch, place, context.deadline}});
    }
    curl_multi_wakeup(multi_);
    std::stop_callback const on_stop(context.stop, [this, id] { cancel(id); });
    return batch.wait();
  }

 private:
  struct Address {
    std::uint64_t
        id;  // of the batch: a pointer could be a later batch's by the time that a stop is looked at
    Batch* batch;
    std::size_t place;
    SteadyTime deadline;
  };
  struct Order {
    HttpRequest request;
    std::optional<std::string> proxy;
    Address address;
  };
  struct Running {
    std::unique_ptr<Transfer> transfer;
    Address address;
  };

  std::optional<std::string> proxy_for(std::string const& url) const {
    if (options_.proxy || !options_.system_proxy) return options_.proxy;
    return options_.system_proxy(url);
  }

  void cancel(std::uint64_t id) {
    {
      Lock lock(mutex_);
      cancelled_.push_back(id);
    }
    curl_multi_wakeup(multi_);
  }

  void run() {
    while (take_orders()) {
      int running = 0;
      curl_multi_perform(multi_, &running);
      hand_over_finished();
      end_late();
      curl_multi_poll(multi_, nullptr, 0, static_cast<int>(until_next_deadline().count()), nullptr);
    }
    end_if([](Running const&) { return true; }, ErrorCode::cancelled);
  }

  // False: the engine ends.
  bool take_orders() {
    std::vector<Order> orders;
    std::vector<std::uint64_t> cancelled;
    bool ending = false;
    {
      Lock lock(mutex_);
      orders.swap(orders_);
      cancelled.swap(cancelled_);
      ending = ending_;
    }
    for (auto& order : orders) start(std::move(order));
    if (!cancelled.empty()) {
      end_if(
          [&](Running const& one) {
            return std::find(cancelled.begin(), cancelled.end(), one.address.id) != cancelled.end();
          },
          ErrorCode::cancelled);
    }
    return !ending;
  }

  void start(Order order) {
    auto transfer = std::make_unique<Transfer>(std::move(order.request), options_,
                                               ProxyChoice{std::move(order.proxy), proxy_login_.view()});
    auto* const handle = transfer->handle();
    if (auto const code = curl_multi_add_handle(multi_, handle); code != CURLM_OK) {
      order.address.batch->fill(order.address.place, fail(ErrorCode::internal, curl_multi_strerror(code)));
      return;
    }
    running_[handle] = {std::move(transfer), order.address};
  }

  void hand_over_finished() {
    int left = 0;
    while (auto const* const message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      auto const found = running_.find(message->easy_handle);
      auto const code = message->data.result;  // gone once the handle is removed
      auto const address = found->second.address;
      auto result = found->second.transfer->finished(code);
      forget(found);
      address.batch->fill(address.place, std::move(result));
    }
  }

  void end_late() {
    auto const now = std::chrono::steady_clock::now();
    end_if([&](Running const& one) { return one.address.deadline <= now; }, ErrorCode::timeout);
  }

  template <class Predicate>
  void end_if(Predicate predicate, ErrorCode why) {
    for (auto one = running_.begin(); one != running_.end();) {
      if (!predicate(one->second)) {
        ++one;
        continue;
      }
      auto const address = one->second.address;
      auto error = one->second.transfer->ended(why);
      one = forget(one);
      address.batch->fill(address.place, std::move(error));
    }
  }

  std::map<CURL*, Running>::iterator forget(std::map<CURL*, Running>::iterator one) {
    curl_multi_remove_handle(multi_, one->first);
    return running_.erase(one);
  }

  milliseconds until_next_deadline() const {
    auto const now = std::chrono::steady_clock::now();
    milliseconds wait = std::chrono::minutes(1);
    for (auto const& [handle, one] : running_)
      wait = std::min(wait, std::chrono::ceil<milliseconds>(one.address.deadline - now));
    return std::max(wait, milliseconds(0));
  }

  CurlOptions const options_;
  Secret const proxy_login_;
  CURLM* const multi_;
  std::map<CURL*, Running> running_;  // the curl thread's own
  Mutex mutex_;
  std::vector<Order> orders_ GUARDED_BY(mutex_);
  std::vector<std::uint64_t> cancelled_ GUARDED_BY(mutex_);
  std::uint64_t last_id_ GUARDED_BY(mutex_) = 0;
  bool ending_ GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace

extern "C" PATCHBAY_OFFERED HttpClient* patchbay_make_curl_engine(
    CurlOptions const& options, Secret const& proxy_login) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  return new CurlEngine(options, proxy_login.copy());
}

}  // namespace patchbay
