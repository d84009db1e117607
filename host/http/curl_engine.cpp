#include "http/curl_engine.hpp"

#include "base/thread_annotations.hpp"
#include "http/batch.hpp"
#include "platform/ca_bundle.hpp"
#include "platform/late_module.hpp"
#include "platform/system_proxy.hpp"

namespace patchbay {
namespace {

class LateCurlEngine final : public HttpClient {
 public:
  explicit LateCurlEngine(CurlOptions options)
      : has_proxy_(options.proxy ? !options.proxy->empty() : !platform::proxy_variable().empty()),
        ask_login_(options.proxy_login),
        options_(std::move(options)) {
    if (!options_.system_proxy) options_.system_proxy = platform::system_proxy;
  }

  std::vector<Result<HttpResponse>> send(std::vector<HttpRequest> requests, Context const& context) override {
    auto const engine = loaded();
    if (!engine) return HttpResults(requests.size(), engine.error());
    return (*engine)->send(std::move(requests), context);
  }

 private:
  Result<HttpClient*> loaded() {
    {
      Lock lock(mutex_);
      if (engine_) return engine_.get();
    }
    auto const login = proxy_login();  // the keyring may take its time
    if (!login) return login.error();
    Lock lock(mutex_);
    if (engine_) return engine_.get();
    auto const make = platform::late_symbol("curl_engine", "patchbay_make_curl_engine");
    if (!make) return make.error();
    if (options_.ca_file.empty()) options_.ca_file = platform::ca_bundle().string();
    engine_.reset(reinterpret_cast<decltype(&patchbay_make_curl_engine)>(*make)(options_, *login));
    return engine_.get();
  }

  Result<Secret> proxy_login() const {
    if (!has_proxy_ || !ask_login_) return Secret();
    auto login = ask_login_();
    if (!login) return login.error();
    return *login ? std::move(**login) : Secret();
  }

  bool const has_proxy_;
  std::function<Result<std::optional<Secret>>()> const ask_login_;
  Mutex mutex_;
  CurlOptions options_ GUARDED_BY(mutex_);
  std::unique_ptr<HttpClient> engine_ GUARDED_BY(mutex_);
};

}  // namespace

std::unique_ptr<HttpClient> make_curl_engine(CurlOptions options) {
  return std::make_unique<LateCurlEngine>(std::move(options));
}

}  // namespace patchbay
