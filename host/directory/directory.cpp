#include "directory/directory.hpp"

#include <charconv>

#include "directory/index_file.hpp"

namespace patchbay::directory {
namespace {

namespace fs = std::filesystem;

constexpr char ending[] = ".sqlite";

}  // namespace

std::shared_ptr<Index> Directory::of(ConnectionId id) {
  if (!on_) return nullptr;
  Lock lock(mutex_);
  auto& index = indexes_[id];
  if (!index) index = std::make_shared<Index>(file_of(id), default_region_, most_contacts_);
  return index;
}

void Directory::forget(ConnectionId id) {
  std::shared_ptr<Index> index;
  {
    Lock lock(mutex_);
    if (auto const found = indexes_.find(id); found != indexes_.end()) index = found->second;
  }
  if (index)
    index->discard();  // stays in the map: who still works for this connection writes nothing any more
  remove_index_file(file_of(id));
}

void Directory::keep_only(std::set<ConnectionId> const& ids) {
  std::error_code none;  // no folder, no files
  for (auto const& entry : fs::directory_iterator(folder_, none)) {
    auto const name = entry.path().filename().string();
    ConnectionId id = 0;
    auto const [end, fault] = std::from_chars(name.data(), name.data() + name.size(), id);
    bool const ours = fault == std::errc() && std::string_view(end).starts_with(ending);
    if (ours && !ids.contains(id)) forget(id);
  }
}

fs::path Directory::file_of(ConnectionId id) const { return folder_ / (std::to_string(id) + ending); }

}  // namespace patchbay::directory
