#include "plugin/registry.hpp"

#include <algorithm>

#include "platform/library.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;

// By name, so that which of two adapters with one id wins does not hang on the order of a directory.
std::vector<fs::path> libraries_in(fs::path const& folder, std::error_code& unreadable) {
  std::vector<fs::path> paths;
  for (fs::directory_iterator it(folder, unreadable), end; !unreadable && it != end;
       it.increment(unreadable)) {
    if (it->path().extension() == platform::library_suffix()) paths.push_back(it->path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

Registry Registry::load(std::vector<AdapterFolder> const& folders, Log const& log) {
  Registry registry(log);
  for (auto const& folder : folders) registry.add_folder(folder);
  return registry;
}

void Registry::add_folder(AdapterFolder const& folder) {
  fs::path const path = fs::absolute(folder.path).lexically_normal();
  std::error_code missing;
  if (fs::symlink_status(path, missing).type() == fs::file_type::not_found) return;
  if (auto reason = platform::reason_to_distrust(path, folder.owner)) return refuse(path, *std::move(reason));
  std::error_code unreadable;
  auto const libraries = libraries_in(path, unreadable);
  if (unreadable) return refuse(path, "It cannot be read: " + unreadable.message() + ".");
  for (auto const& library : libraries) take(judge_library(library, folder.owner, *log_), library);
}

void Registry::add_entry(patchbay_adapter_entry const& entry, fs::path const& name) {
  take(judge_entry(entry, name, *log_), name);
}

void Registry::take(Verdict verdict, fs::path const& path) {
  if (!verdict.adapter) return refuse(path, verdict.reason());
  auto const& id = verdict.adapter->manifest().id;
  if (auto const* first = find(id)) {
    return refuse(path, "Its id '" + id + "' is taken by '" + first->path().string() + "'.");
  }
  adapters_.push_back(std::move(verdict.adapter));
}

void Registry::refuse(fs::path const& path, std::string reason) {
  log_->warning("refused '" + path.string() + "': " + reason);
  refused_.push_back({path, std::move(reason)});
}

Adapter const* Registry::find(std::string_view id) const {
  auto const found =
      std::find_if(adapters_.begin(), adapters_.end(),
                   [&](std::unique_ptr<Adapter> const& adapter) { return adapter->manifest().id == id; });
  return found == adapters_.end() ? nullptr : found->get();
}

}  // namespace patchbay
