// Text that must not linger in memory: wiped when it goes. Not thread-safe; a value that can be moved and not copied.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace patchbay {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(Secret const&) = delete;
  Secret& operator=(Secret const&) = delete;
  ~Secret();

  std::string_view view() const { return text_; }  // valid until the secret is moved or goes
  bool empty() const { return text_.empty(); }
  Secret copy() const { return Secret(text_); }

 private:
  void wipe() noexcept;
  std::string text_;
};

// The first line, without what editors leave around it: Windows' end of line, the mark of UTF-8 at the
// beginning. Empty when nothing came. Error: invalid_params, for a text in UTF-16, as Windows' PowerShell
// writes.
Result<Secret> read_secret(std::istream& in);

}  // namespace patchbay
