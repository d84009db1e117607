#include "http/curl_engine.hpp"

#include "base/thread_annotations.hpp"
#include "http/batch.hpp"
#include "platform/ca_bundle.hpp"
#include "platform/late_module.hpp"

namespace patchbay {
namespace {

class LateCurlEngine final : public HttpClient {
 public:
  explicit LateCurlEngine(CurlOptions options) : options_(std::move(options)) {}

  std::vector<Result<HttpResponse>> send(std::vector<HttpRequest> requests, Context const& context) override {
    auto const engine = loaded();
    if (!engine) return HttpResults(requests.size(), engine.error());
    return (*engine)->send(std::move(requests), context);
  }

 private:
  Result<HttpClient*> loaded() {
    Lock lock(mutex_);
    if (engine_) return engine_.get();
    auto const make = platform::late_symbol("curl_engine", "patchbay_make_curl_engine");
    if (!make) return make.error();
    if (options_.ca_file.empty()) options_.ca_file = platform::ca_bundle().string();
    engine_.reset(reinterpret_cast<decltype(&patchbay_make_curl_engine)>(*make)(options_));
    return engine_.get();
  }

  Mutex mutex_;
  CurlOptions options_ GUARDED_BY(mutex_);
  std::unique_ptr<HttpClient> engine_ GUARDED_BY(mutex_);
};

}  // namespace

std::unique_ptr<HttpClient> make_curl_engine(CurlOptions options) {
  return std::make_unique<LateCurlEngine>(std::move(options));
}

}  // namespace patchbay
