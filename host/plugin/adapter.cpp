#include "plugin/adapter.hpp"

#include <algorithm>
#include <cstddef>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "plugin/abi_text.hpp"

namespace patchbay {
namespace {

namespace json = boost::json;

constexpr std::size_t size_in_1_0 = offsetof(patchbay_adapter, destroy) + sizeof(patchbay_adapter::destroy);

// A library may be C++ and forget that nothing is thrown across the boundary. Here is where that ends.
patchbay_adapter* create(patchbay_adapter_entry const& entry, HostApi const& host) {
  try {
    return entry.create(&host);
  } catch (...) {
    return nullptr;
  }
}

}  // namespace

Adapter::Adapter(patchbay_adapter_entry const& entry, Manifest manifest, std::filesystem::path path,
                 Log const& log)
    : manifest_(std::move(manifest)),
      path_(std::move(path)),
      host_(manifest_.id, log),
      adapter_(create(entry, host_)) {
  for (auto const* operation = entry.operations; *operation; ++operation)
    operations_.emplace_back(*operation);
}

Result<std::unique_ptr<Adapter>> Adapter::make(patchbay_adapter_entry const& entry, Manifest manifest,
                                               std::filesystem::path path, Log const& log) {
  std::unique_ptr<Adapter> made(new Adapter(entry, std::move(manifest), std::move(path), log));
  auto const* adapter = made->adapter_;
  if (!adapter) return fail(ErrorCode::bad_reply, "Its create() gave no adapter; the log may say why.");
  bool const large = adapter->struct_size >= size_in_1_0;
  if (large && adapter->call && adapter->destroy) return made;
  made->adapter_ = nullptr;  // what it is cannot be told, so nothing of it is called
  return fail(ErrorCode::bad_reply, large ? "Its adapter has no call() or no destroy()."
                                          : "The struct_size of its adapter is too small for ABI 1.0.");
}

Adapter::~Adapter() {
  if (adapter_) adapter_->destroy(adapter_);
}

bool Adapter::offers(std::string_view operation) const {
  return std::find(operations_.begin(), operations_.end(), operation) != operations_.end();
}

Error Adapter::broken(ErrorCode code, std::string_view operation, std::string const& what) const {
  return fail(code, "The adapter '" + manifest_.id + "' " + what + " (" + std::string(operation) + ").");
}

Result<json::value> Adapter::call(std::string_view operation, json::object const& params, HttpClient& http,
                                  Context const& context) const {
  if (!offers(operation)) return broken(ErrorCode::unsupported, operation, "does not offer this");
  std::string const text = json::serialize(params);
  patchbay_call call{manifest_, http, context};
  try {
    adapter_->call(adapter_, &call, borrow(operation), borrow(text));
  } catch (...) {
    return broken(ErrorCode::internal, operation, "let an exception out");
  }
  return outcome(call, operation);
}

Result<json::value> Adapter::outcome(patchbay_call& call, std::string_view operation) const {
  if (!call.defect.empty()) return broken(ErrorCode::internal, operation, "broke a rule: " + call.defect);
  if (call.answers == 0 && call.over) return *call.over;
  if (call.answers == 0) return broken(ErrorCode::internal, operation, "never answered");
  if (call.answers > 1) return broken(ErrorCode::internal, operation, "answered more than once");
  if (call.failure) return *call.failure;
  json::error_code no_json;
  json::value reply = json::parse(*call.reply, no_json);
  if (no_json || !reply.is_object())
    return broken(ErrorCode::bad_reply, operation, "answered with something that is no JSON object");
  return reply;
}

}  // namespace patchbay
