// One loaded adapter: the C++ face of the ABI. Thread-safe: immutable, any number of calls at the same time.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "base/context.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "http/http.hpp"
#include "plugin/host_api.hpp"
#include "plugin/manifest.hpp"

namespace patchbay {

class Adapter {
 public:
  // REQUIRES: `entry`, whose form has been checked, and `log` outlive it. Error: bad_reply, when the library
  // makes no usable adapter.
  static Result<std::unique_ptr<Adapter>> make(patchbay_adapter_entry const& entry, Manifest manifest,
                                               std::filesystem::path path, Log const& log);
  // REQUIRES: every call has returned.
  ~Adapter();
  Adapter(Adapter const&) = delete;
  Adapter& operator=(Adapter const&) = delete;

  Manifest const& manifest() const { return manifest_; }
  std::filesystem::path const& path() const { return path_; }
  std::vector<std::string> const& operations() const { return operations_; }
  bool offers(std::string_view operation) const;

  // Blocks until the adapter has answered: a JSON object as adapters/README.md describes. Its requests go to
  // `http`, on this thread. Error: the adapter's own; unsupported; bad_reply or internal, naming the adapter,
  // when it breaks the rules.
  Result<boost::json::value> call(std::string_view operation, boost::json::object const& params,
                                  HttpClient& http, Context const& context) const;

 private:
  Adapter(patchbay_adapter_entry const& entry, Manifest manifest, std::filesystem::path path, Log const& log);
  Error broken(ErrorCode code, std::string_view operation, std::string const& what) const;
  Result<boost::json::value> outcome(patchbay_call& call, std::string_view operation) const;

  Manifest manifest_;
  std::filesystem::path path_;
  std::vector<std::string> operations_;
  HostApi host_;
  patchbay_adapter* adapter_ = nullptr;  // made by the library, destroyed by its own function
};

}  // namespace patchbay
