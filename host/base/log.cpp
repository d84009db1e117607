#include "base/log.hpp"

#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>

namespace patchbay {
namespace {

std::string utc_now() {
  // gmtime is not thread-safe, so the calendar is done with std::chrono.
  auto const now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  auto const day = std::chrono::floor<std::chrono::days>(now);
  std::chrono::year_month_day const date(day);
  std::chrono::hh_mm_ss const time(now - day);
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
  return text;
}

constexpr char const* label(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return "debug";
    case LogLevel::info: return "info";
    case LogLevel::warning: return "warning";
    case LogLevel::error: return "error";
  }
  return "error";
}

}  // namespace

Log::Sink stderr_sink() {
  return [](LogLevel level, std::string_view line) {
    std::string text = utc_now() + " patchbay " + label(level) + " ";
    text.append(line).push_back('\n');
    std::fwrite(text.data(), 1, text.size(), stderr);  // one write a line, so lines of several threads do not mix
  };
}

Log& silent_log() {
  static Log log(LogLevel::error, [](LogLevel, std::string_view) {});
  return log;
}

}  // namespace patchbay
