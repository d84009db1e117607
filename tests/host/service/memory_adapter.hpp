// An adapter in memory whose answers a test gives: it goes through the real ABI, its requests through the real HTTP stack.
// Answers are given before the first call; then thread-safe.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "abi/patchbay_adapter.h"
#include "base/error.hpp"
#include "base/thread_annotations.hpp"

namespace patchbay::test {

namespace json = boost::json;

class MemoryAdapter {
 public:
  // One GET by way of the host: the body of a good answer.
  using Get = std::function<Result<std::string>(std::string const& target)>;
  using Answer = std::function<Result<json::value>(json::object const& params, Get const& get)>;

  // Tells the adapters of one test apart: the C entry points have nowhere else to keep it.
  static constexpr std::size_t most = 2;

  MemoryAdapter(std::size_t number, std::string manifest) : manifest_(std::move(manifest)) {
    instances()[number] = this;
    static constexpr decltype(patchbay_adapter_entry::create) creates[most] = {create<0>, create<1>};
    create_ = creates[number];
  }
  MemoryAdapter(MemoryAdapter const&) = delete;
  MemoryAdapter& operator=(MemoryAdapter const&) = delete;

  void answer(std::string const& operation, Answer answer) { answers_[operation] = std::move(answer); }
  void reply(std::string const& operation, json::value value) {
    answer(operation, [value](json::object const&, Get const&) -> Result<json::value> { return value; });
  }
  // Does not offer it.
  void withhold(std::string const& operation) { answers_.erase(operation); }
  void refuse(std::string const& operation, ErrorCode code) {
    answer(operation, [code](json::object const&, Get const&) -> Result<json::value> { return fail(code, "as the test said"); });
  }

  // The params of each call of an operation, in their order.
  std::vector<json::object> asked(std::string const& operation) const {
    Lock lock(mutex_);
    auto const found = asked_.find(operation);
    return found == asked_.end() ? std::vector<json::object>() : found->second;
  }

  // REQUIRES: every answer is given, and this outlives the registry.
  patchbay_adapter_entry const& entry() {
    operations_.clear();
    for (auto const& [operation, answer] : answers_) operations_.push_back(operation.c_str());
    operations_.push_back(nullptr);
    entry_ = {sizeof entry_, PATCHBAY_ABI_MINOR, manifest_.c_str(), operations_.data(), create_};
    return entry_;
  }

 private:
  static std::array<MemoryAdapter*, most>& instances() {
    static std::array<MemoryAdapter*, most> all{};
    return all;
  }

  template <std::size_t Number>
  static patchbay_adapter* create(patchbay_host const* host) {
    auto* self = instances()[Number];
    self->host_ = host;
    self->adapter_ = {sizeof self->adapter_, self, call, nullptr, [](patchbay_adapter*) {}};
    return &self->adapter_;
  }

  static patchbay_text text(std::string_view words) { return {words.data(), words.size()}; }
  static std::string copy(patchbay_text text) { return {text.data ? text.data : "", text.size}; }

  static void call(patchbay_adapter const* adapter, patchbay_call* call, patchbay_text operation, patchbay_text params) {
    auto* self = static_cast<MemoryAdapter*>(adapter->self);
    auto const object = json::parse(copy(params)).as_object();
    {
      Lock lock(self->mutex_);
      self->asked_[copy(operation)].push_back(object);
    }
    auto const result = self->answers_.at(copy(operation))(
        object, [&](std::string const& target) { return self->get(call, target); });
    if (result) return self->host_->reply(call, text(json::serialize(*result)));
    auto const& error = result.error();
    patchbay_error const failure{sizeof failure, static_cast<patchbay_status>(error.code), text(error.message),
                                 text(error.remote), text(error.field)};
    self->host_->fail(call, &failure);
  }

  Result<std::string> get(patchbay_call* call, std::string const& target) const {
    patchbay_http_request request{};
    request.struct_size = sizeof request;
    request.method = text("GET");
    request.target = text(target);
    patchbay_http_request const* const requests[] = {&request};
    patchbay_http_response const* const* responses = nullptr;
    auto const status = host_->http_exchange(call, requests, 1, &responses);
    if (status != PATCHBAY_OK) return fail(error_code_from(status), "The exchange is over.");
    auto const& response = *responses[0];
    if (response.failure != PATCHBAY_OK) return fail(error_code_from(response.failure), copy(response.failure_message));
    return copy(response.body);
  }

  std::string const manifest_;
  decltype(patchbay_adapter_entry::create) create_ = nullptr;
  std::map<std::string, Answer> answers_;
  std::vector<char const*> operations_;
  patchbay_adapter_entry entry_{};
  patchbay_adapter adapter_{};
  patchbay_host const* host_ = nullptr;
  mutable Mutex mutex_;
  std::map<std::string, std::vector<json::object>> asked_ GUARDED_BY(mutex_);
};

}  // namespace patchbay::test
