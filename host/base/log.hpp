// The host's log: lines on standard error, never a phone number, a token or a CRM's text. Thread-safe.
#pragma once

#include <functional>
#include <string_view>

namespace patchbay {

enum class LogLevel { debug, info, warning, error };

class Log {
 public:
  using Sink = std::function<void(LogLevel, std::string_view line)>;

  // REQUIRES: `sink` may be called from several threads at once.
  Log(LogLevel threshold, Sink sink) : threshold_(threshold), sink_(std::move(sink)) {}

  void debug(std::string_view line) const { write(LogLevel::debug, line); }
  void info(std::string_view line) const { write(LogLevel::info, line); }
  void warning(std::string_view line) const { write(LogLevel::warning, line); }
  void error(std::string_view line) const { write(LogLevel::error, line); }
  void write(LogLevel level, std::string_view line) const {
    if (level >= threshold_) sink_(level, line);
  }

 private:
  LogLevel threshold_;
  Sink sink_;
};

// One line a message on standard error, with the time in UTC and the level.
Log::Sink stderr_sink();

// Nothing anywhere: for tests.
Log& silent_log();

}  // namespace patchbay
