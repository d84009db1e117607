// That a process lives, for the others who share its data folder: a mark that the system takes away with the
// process, however it ends. Thread-safe.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace patchbay::platform {

class Presence {
 public:
  // Takes the mark, in a file of this folder. Where that cannot be, nobody can tell whether this process
  // lives.
  explicit Presence(std::filesystem::path const& data_directory);
  ~Presence();
  Presence(Presence const&) = delete;
  Presence& operator=(Presence const&) = delete;

  // Unlike that of any other process.
  std::string const& name() const { return name_; }
  // Whether the process of this name lives; nothing: there is no telling.
  std::optional<bool> alive(std::string_view name) const;

 private:
  int handle_;
  std::string name_;
};

}  // namespace patchbay::platform
