// The rules by which a library becomes an adapter: one sequence, whether the host loads it or somebody asks
// what is wrong with it. Main thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "abi/patchbay_adapter.h"
#include "base/log.hpp"
#include "platform/trust.hpp"
#include "plugin/adapter.hpp"

namespace patchbay {

struct CheckLine {
  std::string rule;  // "exports nothing else"
  bool passed = false;
  std::string detail;  // why not, as a sentence; or what was found
  bool note = false;   // no rule, but what people will miss
};

struct Verdict {
  std::vector<CheckLine> lines;      // the rules that could be judged, in order
  std::unique_ptr<Adapter> adapter;  // none: refused
  // The detail of the first rule that was not passed; empty: accepted.
  std::string reason() const;
};

// REQUIRES: `library` is absolute; `log` outlives the adapter.
Verdict judge_library(std::filesystem::path const& library, platform::Owner owner, Log const& log);

// The same for an entry in memory, named `path` where a name is shown. REQUIRES: `entry` outlives the
// adapter.
Verdict judge_entry(patchbay_adapter_entry const& entry, std::filesystem::path const& path, Log const& log);

// What `patchbay-host --check-adapter FILE` prints, rule by rule. The library's own words go to standard
// error.
std::vector<CheckLine> check_adapter(std::filesystem::path const& library);

}  // namespace patchbay
