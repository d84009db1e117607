// The host's side of the adapter ABI: the functions that an adapter calls, and what stands behind an opaque
// patchbay_call. HostApi: thread-safe, immutable. patchbay_call: one thread, that of its call().
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "abi/patchbay_adapter.h"
#include "base/context.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "http/http.hpp"
#include "plugin/manifest.hpp"

namespace patchbay {

// What an adapter gets at create(). Must outlive the adapter.
struct HostApi : patchbay_host {
  HostApi(std::string adapter_name, Log const& log);
  HostApi(HostApi const&) = delete;
  HostApi& operator=(HostApi const&) = delete;

  std::string const name;
  Log const& log_to;
};

// One batch of answers as the adapter sees it; lives until its call() returns (L1).
struct AnswerBatch {
  std::vector<Result<HttpResponse>> results;  // these two own the texts that the rest points to
  std::vector<std::string> failures;
  std::vector<std::vector<patchbay_http_header>> headers;
  std::vector<patchbay_http_response> responses;
  std::vector<patchbay_http_response const*> pointers;
};

}  // namespace patchbay

struct patchbay_call {
  patchbay::Manifest const& manifest;
  patchbay::HttpClient& http;
  patchbay::Context const& context;

  std::deque<patchbay::AnswerBatch> batches = {};
  int answers = 0;                              // how often reply or fail was called: once is right
  std::optional<std::string> reply = {};        // of the first answer
  std::optional<patchbay::Error> failure = {};  // of the first answer
  std::string defect = {};                   // what the adapter did that no adapter may do; the first of them
  std::optional<patchbay::Error> over = {};  // the whole call was ended by the host: cancelled
};
