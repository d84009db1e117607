#include "plugin/acceptance.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <set>

#include "platform/library.hpp"
#include "plugin/manifest_rules.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;

using Fault = std::optional<std::string>;  // none: the rule is passed

constexpr char symbol[] = "patchbay_adapter_v1";
constexpr std::string_view symbol_without_version = "patchbay_adapter_v";
constexpr std::size_t size_in_1_0 =
    offsetof(patchbay_adapter_entry, create) + sizeof(patchbay_adapter_entry::create);
constexpr std::size_t most_operations = 64;
constexpr std::array<std::string_view, 18> known_operations{
    "user.get",          "contact.find",    "contact.search",   "contact.list",      "contact.create",
    "callLog.create",    "callLog.get",     "callLog.update",   "callLog.find",      "callDisposition.set",
    "callContact.set",   "task.create",     "task.find",        "messageLog.create", "messageLog.get",
    "messageLog.update", "messageLog.find", "attachment.create"};

// Adds the line; true when the rule is passed.
bool judge(Verdict& verdict, std::string rule, Fault const& fault, std::string found = {}) {
  verdict.lines.push_back({std::move(rule), !fault, fault.value_or(std::move(found)), false});
  return !fault;
}

std::string our_version() {
  return std::to_string(PATCHBAY_ABI_MAJOR) + "." + std::to_string(PATCHBAY_ABI_MINOR);
}

Fault fault_in_file(fs::path const& path) {
  std::error_code missing;
  if (fs::is_regular_file(fs::symlink_status(path, missing))) return std::nullopt;
  if (missing) return "'" + path.string() + "' cannot be read: " + missing.message() + ".";
  return "'" + path.string() + "' is no regular file.";
}

Fault missing_entry(std::vector<std::string> const& exported) {
  for (auto const& name : exported) {
    if (name == symbol) return std::nullopt;
  }
  for (auto const& name : exported) {
    if (!name.starts_with(symbol_without_version)) continue;
    return "It is built for version " + name.substr(symbol_without_version.size()) +
           " of the adapter ABI; this host speaks " + our_version() + ".";
  }
  return std::string("It does not export ") + symbol + ", so it is no adapter.";
}

// Exported templates of the standard library would be shared with other adapters (the unique ones even with
// RTLD_LOCAL), and then one adapter's static objects would be another's. The linker's own marks are harmless.
Fault further_exports(std::vector<std::string> const& exported) {
  static std::set<std::string_view> const harmless{symbol, "_init", "_fini", "_edata", "_end", "__bss_start"};
  for (auto const& name : exported) {
    if (!harmless.contains(name))
      return "It also exports " + name + "; link it with adapters/abi/exports.map.";
  }
  return std::nullopt;
}

Fault fault_in_version(patchbay_adapter_entry const& entry) {
  if (entry.abi_minor <= PATCHBAY_ABI_MINOR) return std::nullopt;
  return "It is built for version " + std::to_string(PATCHBAY_ABI_MAJOR) + "." +
         std::to_string(entry.abi_minor) + " of the adapter ABI; this host speaks " + our_version() + ".";
}

Fault fault_in_operations(patchbay_adapter_entry const& entry) {
  if (!entry.operations) return "Its list of operations is missing.";
  std::set<std::string_view> listed;
  for (auto const* each = entry.operations; *each; ++each) {
    if (listed.size() == most_operations) return "Its list of operations does not end.";
    bool const known =
        std::find(known_operations.begin(), known_operations.end(), *each) != known_operations.end();
    if (!known) return std::string("It offers '") + *each + "', which this host does not know.";
    if (!listed.insert(*each).second) return std::string("It lists '") + *each + "' twice.";
  }
  if (!listed.contains("user.get")) return "It does not offer user.get, which is required.";
  return std::nullopt;
}

// What people miss where an adapter offers the one without the other.
struct Lack {
  std::string_view offered;
  std::string_view missing;
  std::string_view so;
};
constexpr Lack lacks[] = {
    {"callLog.create", "callLog.find", "after a lost answer a person has to look whether the CRM has the log"},
    {"callLog.create", "callLog.update", "what comes later (a duration, a note) does not reach a log"},
    {"messageLog.create", "messageLog.find", "after a lost answer a person has to look whether the CRM has it"},
    {"messageLog.create", "messageLog.update", "of each day only the first messages are logged"},
    {"task.create", "task.find", "after a lost answer a person has to look whether the CRM has the task"},
};

void note_lacks(Verdict& verdict, Adapter const& adapter) {
  for (auto const& lack : lacks) {
    if (!adapter.offers(lack.offered) || adapter.offers(lack.missing)) continue;
    verdict.lines.push_back({"without " + std::string(lack.missing), true, std::string(lack.so), true});
  }
}

std::string offered(patchbay_adapter_entry const& entry) {
  std::string list;
  for (auto const* each = entry.operations; *each; ++each)
    list += (list.empty() ? "" : ", ") + std::string(*each);
  return list;
}

Fault missing_member(patchbay_adapter_entry const& entry) {
  if (entry.struct_size < size_in_1_0) {
    return "The struct_size of its entry is " + std::to_string(entry.struct_size) + "; ABI 1.0 has " +
           std::to_string(size_in_1_0) + ".";
  }
  return entry.manifest_json && entry.create ? Fault() : Fault("Its entry has no manifest or no create().");
}

void judge_manifest(Verdict& verdict, Result<Manifest> const& manifest) {
  if (!judge(verdict, "the manifest is well formed", manifest ? Fault() : Fault(manifest.error().message)))
    return;
  verdict.lines.back().detail = manifest->id + " " + manifest->version + ": " + manifest->name;
  judge(verdict, "every URL template can be filled", fault_in_urls(*manifest));
  judge(verdict, "the allowed hosts are host names", fault_in_hosts(*manifest));
}

void judge_entry_into(Verdict& verdict, patchbay_adapter_entry const& entry, fs::path const& path,
                      Log const& log) {
  if (!judge(verdict, "the entry is complete", missing_member(entry))) return;
  if (!judge(verdict, "the ABI version is one that this host speaks", fault_in_version(entry))) return;
  auto manifest = parse_manifest(entry.manifest_json);
  judge_manifest(verdict, manifest);
  Fault const bad_operations = fault_in_operations(entry);
  judge(verdict, "it offers operations that exist, user.get among them", bad_operations,
        bad_operations ? "" : offered(entry));
  if (!verdict.reason().empty()) return;
  auto adapter = Adapter::make(entry, *std::move(manifest), path, log);
  if (!judge(verdict, "create() makes an adapter", adapter ? Fault() : Fault(adapter.error().message)))
    return;
  verdict.adapter = *std::move(adapter);
  note_lacks(verdict, *verdict.adapter);
}

}  // namespace

std::string Verdict::reason() const {
  auto const failed =
      std::find_if(lines.begin(), lines.end(), [](CheckLine const& line) { return !line.passed; });
  return failed == lines.end() ? std::string() : failed->detail;
}

Verdict judge_entry(patchbay_adapter_entry const& entry, fs::path const& path, Log const& log) {
  Verdict verdict;
  judge_entry_into(verdict, entry, path, log);
  return verdict;
}

// What stands before load_symbol keeps the code of an untrusted file, or of a library that is no adapter,
// from running.
Verdict judge_library(fs::path const& library, platform::Owner owner, Log const& log) {
  Verdict verdict;
  Fault const distrust = platform::reason_to_distrust(library, owner);
  bool const whole = judge(verdict, "it is a regular file", fault_in_file(library));
  if (!judge(verdict, "only its owner may change it", distrust) || !whole) return verdict;
  auto const exported = platform::exported_symbols(library);
  if (!judge(verdict, "it is a shared library", exported ? Fault() : Fault(exported.error().message)))
    return verdict;
  if (!judge(verdict, std::string("it exports ") + symbol, missing_entry(*exported))) return verdict;
  if (!judge(verdict, "it exports nothing else", further_exports(*exported))) return verdict;
  auto const address = platform::load_symbol(library, symbol);
  if (!judge(verdict, "it loads", address ? Fault() : Fault("It does not load: " + address.error().message)))
    return verdict;
  judge_entry_into(verdict, *static_cast<patchbay_adapter_entry const*>(*address), library, log);
  return verdict;
}

std::vector<CheckLine> check_adapter(fs::path const& library) {
  Log const log(LogLevel::debug, stderr_sink());
  return judge_library(fs::absolute(library).lexically_normal(), platform::Owner::user, log).lines;
}

}  // namespace patchbay
