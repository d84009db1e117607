// The local contact directory: a file for each connection, so that forgetting one is removing a file.
// Thread-safe.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "base/crm.hpp"
#include "base/thread_annotations.hpp"
#include "directory/index.hpp"

namespace patchbay::directory {

class Directory {
 public:
  // Off: nothing is kept and nobody is found. Touches nothing until it is used.
  Directory(std::filesystem::path folder, std::string default_region, bool on,
            std::size_t most_contacts = Index::most_contacts)
      : folder_(std::move(folder)),
        default_region_(std::move(default_region)),
        on_(on),
        most_contacts_(most_contacts) {}

  bool on() const { return on_; }
  // Of one connection: further contacts are not kept.
  std::size_t most_contacts() const { return most_contacts_; }

  // Null: it is off. An id never comes back, so nothing of a connection is mistaken for another's.
  std::shared_ptr<Index> of(ConnectionId id);
  // What is known of its contacts is removed.
  void forget(ConnectionId id);
  // Removes what is left of other connections: signed out while another process had the file open, say.
  void keep_only(std::set<ConnectionId> const& ids);

 private:
  std::filesystem::path file_of(ConnectionId id) const;

  std::filesystem::path const folder_;
  std::string const default_region_;
  bool const on_;
  std::size_t const most_contacts_;
  Mutex mutex_;
  std::map<ConnectionId, std::shared_ptr<Index>> indexes_ GUARDED_BY(mutex_);
};

}  // namespace patchbay::directory
