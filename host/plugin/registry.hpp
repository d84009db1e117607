// The adapters of this process: found in folders at the start, then immutable. Loading: main thread.
// Afterwards: thread-safe.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "abi/patchbay_adapter.h"
#include "base/log.hpp"
#include "platform/trust.hpp"
#include "plugin/acceptance.hpp"
#include "plugin/adapter.hpp"

namespace patchbay {

struct AdapterFolder {
  std::filesystem::path path;
  platform::Owner owner;  // who may write there, and nobody else
};

struct Refusal {
  std::filesystem::path path;
  std::string reason;  // a sentence
};

class Registry {
 public:
  // REQUIRES: `log` outlives it.
  explicit Registry(Log const& log) : log_(&log) {}

  // Every library of the folders, in their order and by name within each. A folder that is not there is
  // passed over.
  static Registry load(std::vector<AdapterFolder> const& folders, Log const& log);

  void add_folder(AdapterFolder const& folder);
  // An adapter without a file, for tests; `name` stands where a path would. REQUIRES: `entry` outlives the
  // registry.
  void add_entry(patchbay_adapter_entry const& entry, std::filesystem::path const& name);

  // Null when there is none. Valid as long as the registry.
  Adapter const* find(std::string_view id) const;
  std::vector<std::unique_ptr<Adapter>> const& adapters() const { return adapters_; }
  std::vector<Refusal> const& refused() const { return refused_; }

 private:
  void take(Verdict verdict, std::filesystem::path const& path);
  void refuse(std::filesystem::path const& path, std::string reason);

  Log const* log_;
  std::vector<std::unique_ptr<Adapter>> adapters_;
  std::vector<Refusal> refused_;
};

}  // namespace patchbay
