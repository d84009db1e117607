// Makes an adapter library of a manifest and a table of functions:
//
//   PATCHBAY_ADAPTER(manifest, patchbay::on<patchbay::GetUser, get_user>(),
//   patchbay::on<patchbay::FindContacts, find_contacts>())
//
// with functions `patchbay::Result<Op::Reply> f(patchbay::Http&, Op::Params const&)`. What is not in the
// table is not offered. Functions are called on many threads at the same time. No exception leaves the
// library.
#pragma once

#include <array>
#include <exception>
#include <new>
#include <string_view>

#include "abi/patchbay_adapter.h"
#include "patchbay/host_http.hpp"
#include "patchbay/model_json.hpp"
#include "patchbay/operations.hpp"

namespace patchbay {
inline namespace sdk {

// One row of an adapter's table.
struct Operation {
  char const* name;
  Result<json::value> (*run)(Http&, json::object const& params);
};

template <class Op, auto function>
constexpr Operation on() {
  return {Op::name, [](Http& http, json::object const& params) -> Result<json::value> {
            auto const decoded = params_from_json<typename Op::Params>(params);
            if (!decoded) return decoded.error();
            Result<typename Op::Reply> const reply = function(http, *decoded);
            if (!reply) return reply.error();
            return reply_json(*reply);
          }};
}

namespace detail {

template <std::size_t count>
constexpr auto names_of(std::array<Operation, count> const& operations) {
  std::array<char const*, count + 1> names{};  // the last one stays null
  for (std::size_t i = 0; i < count; ++i) names[i] = operations[i].name;
  return names;
}

template <std::size_t count>
constexpr bool listed_once(std::array<Operation, count> const& operations) {
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (std::string_view(operations[i].name) == operations[j].name) return false;
    }
  }
  return true;
}

template <std::size_t count>
constexpr bool lists(std::array<Operation, count> const& operations, std::string_view name) {
  for (auto const& operation : operations) {
    if (name == operation.name) return true;
  }
  return false;
}

inline void answer(patchbay_host const& host, patchbay_call* call, Result<json::value> const& result) {
  if (result) {
    std::string const text = json::serialize(*result);
    return host.reply(call, borrow(text));
  }
  auto const& error = result.error();
  patchbay_error const out{sizeof(patchbay_error), error.status, borrow(error.message), borrow(error.remote),
                           borrow(error.field)};
  host.fail(call, &out);
}

inline Result<json::value> run(Operation const* begin, Operation const* end, std::string_view name,
                               std::string_view params, Http& http) {
  for (auto const* operation = begin; operation != end; ++operation) {
    if (name != operation->name) continue;
    boost::json::error_code fault;
    auto const document = json::parse(params, fault);
    if (fault || !document.is_object())
      return fail(PATCHBAY_INVALID_PARAMS, "The params are no JSON object.");
    return operation->run(http, document.get_object());
  }
  return fail(PATCHBAY_UNSUPPORTED, "This adapter does not offer that.");
}

// What the host sees of one adapter library: three C functions around the table `operations`.
template <auto const& operations>
struct Trampolines {
  struct Adapter : patchbay_adapter {
    patchbay_host const* host;
  };

  static void call(patchbay_adapter const* adapter, patchbay_call* call, patchbay_text name,
                   patchbay_text params) noexcept {
    patchbay_host const& host = *static_cast<Adapter const*>(adapter)->host;
    Result<json::value> result = fail(PATCHBAY_INTERNAL, "The adapter ended with an exception.");
    try {
      HostHttp http(host, call);
      result = run(operations.data(), operations.data() + operations.size(), {name.data, name.size},
                   {params.data, params.size}, http);
    } catch (std::exception const& thrown) {
      // What it says may hold anything, so it is shown and never logged.
      result = fail(PATCHBAY_INTERNAL, "The adapter ended with an exception.", thrown.what());
    } catch (...) {
      // No exception may cross into the host. There is nothing to say about this one but that it was there.
    }
    answer(host, call, result);
  }

  static patchbay_adapter* create(patchbay_host const* host) noexcept {
    auto* adapter = new (std::nothrow) Adapter{};
    if (!adapter) return nullptr;
    adapter->struct_size = sizeof(patchbay_adapter);
    adapter->self = adapter;
    adapter->call = call;
    adapter->destroy = [](patchbay_adapter* made) { delete static_cast<Adapter*>(made); };
    adapter->host = host;
    return adapter;
  }
};

}  // namespace detail
}  // namespace sdk
}  // namespace patchbay

#define PATCHBAY_ADAPTER(manifest, ...)                                                                \
  namespace {                                                                                          \
  constexpr std::array patchbay_operations{__VA_ARGS__};                                               \
  constexpr auto patchbay_operation_names = ::patchbay::detail::names_of(patchbay_operations);         \
  static_assert(::patchbay::detail::lists(patchbay_operations, ::patchbay::GetUser::name),             \
                "user.get is required");                                                               \
  static_assert(::patchbay::detail::listed_once(patchbay_operations), "an operation is listed twice"); \
  }                                                                                                    \
  extern "C" const patchbay_adapter_entry patchbay_adapter_v1 = {                                      \
      sizeof(patchbay_adapter_entry), PATCHBAY_ABI_MINOR, manifest, patchbay_operation_names.data(),   \
      ::patchbay::detail::Trampolines<patchbay_operations>::create}
