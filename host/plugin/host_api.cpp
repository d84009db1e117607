#include "plugin/host_api.hpp"

#include <cstddef>

#include "plugin/abi_text.hpp"
#include "plugin/request_reader.hpp"

namespace patchbay {
namespace {

constexpr std::size_t error_size_in_1_0 = offsetof(patchbay_error, field) + sizeof(patchbay_error::field);

patchbay_http_response shown(Result<HttpResponse> const& result, std::string const& failure,
                             std::vector<patchbay_http_header>& headers) {
  patchbay_http_response out{};
  out.struct_size = sizeof out;
  if (!result) {
    out.failure = static_cast<patchbay_status>(result.error().code);
    out.failure_message = borrow(failure);
    return out;
  }
  for (auto const& header : result->headers) headers.push_back({borrow(header.name), borrow(header.value)});
  out.status = result->status;
  out.headers = headers.data();
  out.header_count = headers.size();
  out.body = borrow(result->body);
  return out;
}

// The batch stands in a deque and is never moved, so the texts, of which short ones lie inside their strings,
// stay where they are.
patchbay_http_response const* const* show(AnswerBatch& batch) {
  std::size_t const count = batch.results.size();
  batch.headers.resize(count);
  batch.responses.reserve(count);
  // A result gives its error away as a copy, so the message needs a place that stays.
  for (auto const& result : batch.results)
    batch.failures.push_back(result ? std::string() : result.error().message);
  for (std::size_t i = 0; i < count; ++i) {
    batch.responses.push_back(shown(batch.results[i], batch.failures[i], batch.headers[i]));
    batch.pointers.push_back(&batch.responses[i]);
  }
  return batch.pointers.data();
}

void note_the_end(patchbay_call& call, std::vector<Result<HttpResponse>> const& results) {
  for (auto const& result : results)
    if (!result && result.error().code == ErrorCode::cancelled) call.over = result.error();
}

patchbay_status exchange(patchbay_call& call, patchbay_http_request const* const* requests, std::size_t count,
                         patchbay_http_response const* const** responses) {
  auto batch = read_requests(requests, count, call.manifest);
  if (!batch) {
    if (call.defect.empty()) call.defect = batch.error().message;
    return PATCHBAY_INVALID_PARAMS;
  }
  auto& answers = call.batches.emplace_back();
  answers.results = call.http.send(*std::move(batch), call.context);
  note_the_end(call, answers.results);
  if (call.over) return PATCHBAY_CANCELLED;
  *responses = show(answers);
  return PATCHBAY_OK;
}

// No exception of ours may cross into an adapter, which may be written in C. Nothing but the lack of memory
// throws here.
patchbay_status http_exchange(patchbay_call* call, patchbay_http_request const* const* requests,
                              std::size_t count, patchbay_http_response const* const** responses) noexcept {
  try {
    return exchange(*call, requests, count, responses);
  } catch (...) {
    return PATCHBAY_INTERNAL;
  }
}

void reply(patchbay_call* call, patchbay_text json) noexcept {
  if (++call->answers == 1) call->reply = std::string(view(json));
}

Error error_from(patchbay_error const& in) {
  Error out;
  out.code = error_code_from(in.status);
  out.message = one_line(view(in.message));
  if (out.message.empty()) out.message = advice_for(out.code);
  out.remote = one_line(view(in.remote));
  out.field = one_line(view(in.field));
  return out;
}

// The ABI has no place for how long to wait nor for what the CRM said with it, and an adapter only hands the
// host's own failure on.
void complete(Error& failure, std::deque<AnswerBatch> const& batches) {
  for (auto const& batch : batches) {
    for (auto const& result : batch.results) {
      if (result || result.error().code != failure.code) continue;
      auto const told = result.error();
      if (told.retry_after) failure.retry_after = told.retry_after;
      if (failure.remote.empty() && failure.message == told.message) failure.remote = told.remote;
    }
  }
}

void fail_call(patchbay_call* call, patchbay_error const* error) noexcept {
  if (++call->answers != 1) return;
  if (!error || error->struct_size < error_size_in_1_0) {
    call->defect = "An error's struct_size is too small.";
    return;
  }
  call->failure = error_from(*error);
  complete(*call->failure, call->batches);
}

void log_line(patchbay_host const* host, patchbay_log_level level, patchbay_text line) noexcept {
  auto const& api = *static_cast<HostApi const*>(host);
  auto const known = level >= PATCHBAY_LOG_DEBUG && level <= PATCHBAY_LOG_ERROR;
  api.log_to.write(known ? static_cast<LogLevel>(level) : LogLevel::error,
                   "adapter " + api.name + ": " + one_line(view(line)));
}

void const* no_extension(patchbay_host const*, char const*) noexcept { return nullptr; }

}  // namespace

HostApi::HostApi(std::string adapter_name, Log const& log)
    : patchbay_host{}, name(std::move(adapter_name)), log_to(log) {
  struct_size = sizeof(patchbay_host);
  abi_minor = PATCHBAY_ABI_MINOR;
  http_exchange = patchbay::http_exchange;
  reply = patchbay::reply;
  fail = fail_call;
  this->log = log_line;
  get_extension = no_extension;
}

}  // namespace patchbay
