// The project's own source files as lines, for tests that look at the code itself.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace patchbay::architecture {

namespace fs = std::filesystem;

struct SourceFile {
  std::string path;  // below the source folder, with '/'
  std::vector<std::string> lines;
};

inline fs::path source_dir() { return PATCHBAY_SOURCE_DIR; }

inline bool is_code(fs::path const& file) {
  auto const extension = file.extension();
  return extension == ".cpp" || extension == ".hpp" || extension == ".h" || extension == ".c";
}

inline std::vector<SourceFile> code_below(std::string const& folder) {
  std::vector<SourceFile> files;
  for (auto const& entry : fs::recursive_directory_iterator(source_dir() / folder)) {
    if (!entry.is_regular_file() || !is_code(entry.path())) continue;
    SourceFile file{fs::relative(entry.path(), source_dir()).generic_string(), {}};
    std::ifstream stream(entry.path());
    for (std::string line; std::getline(stream, line);) file.lines.push_back(line);
    files.push_back(std::move(file));
  }
  return files;
}

// "host/http/retry.cpp:12: why"
inline std::string at(SourceFile const& file, std::size_t line, std::string const& why) {
  return file.path + ":" + std::to_string(line + 1) + ": " + why;
}

inline std::string joined(std::vector<std::string> const& faults) {
  std::string text;
  for (auto const& fault : faults) text += "\n" + fault;
  return text;
}

}  // namespace patchbay::architecture
