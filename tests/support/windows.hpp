// Before every test for Windows: what the tests take from POSIX, in Windows' terms.
#pragma once

#include <cerrno>
#include <ctime>
#include <filesystem>
#include <random>
#include <string>

// Fills the six X at the end of `name` and makes the folder.
inline char* mkdtemp(char* name) {
  std::string_view const text(name);
  std::random_device random;
  for (int attempt = 0; attempt < 100; ++attempt) {
    for (std::size_t place = text.size() - 6; place < text.size(); ++place)
      name[place] = "abcdefghijklmnopqrstuvwxyz0123456789"[random() % 36];
    if (std::error_code problem; std::filesystem::create_directory(name, problem)) return name;
  }
  errno = EEXIST;
  return nullptr;
}

inline std::tm* gmtime_r(std::time_t const* time, std::tm* parts) {
  return gmtime_s(parts, time) == 0 ? parts : nullptr;
}
