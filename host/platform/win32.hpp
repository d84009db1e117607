// What the files x_win32.cpp share: names in UTF-16, handles that close themselves, what Windows says about
// an error. Thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include <windows.h>

namespace patchbay::platform {

std::wstring utf16(std::string_view text);
std::string utf8(std::wstring_view text);

// The system's own words for one of its errors, without a full stop.
std::string words_for(DWORD error);

// What another program has open for a moment (a virus scanner, the search, another host) can be neither
// replaced nor removed meanwhile. Makes `attempt`, which gives ERROR_SUCCESS or what went wrong, again until
// nobody is in its way, for a second at most; `wait` takes milliseconds.
DWORD once_free(std::function<DWORD()> const& attempt, std::function<void(DWORD)> const& wait = &Sleep);

class Handle {
 public:
  explicit Handle(HANDLE handle) : handle_(handle) {}
  ~Handle() {
    if (*this) CloseHandle(handle_);
  }
  Handle(Handle const&) = delete;
  Handle& operator=(Handle const&) = delete;
  explicit operator bool() const { return handle_ && handle_ != INVALID_HANDLE_VALUE; }
  HANDLE get() const { return handle_; }
  HANDLE release() {
    HANDLE const handle = handle_;
    handle_ = nullptr;
    return handle;
  }

 private:
  HANDLE handle_;
};

// Handles are 32 bits wide on every Windows, so an int that stands for a descriptor elsewhere has room for
// one.
inline int as_int(HANDLE handle) { return static_cast<int>(reinterpret_cast<std::intptr_t>(handle)); }
inline HANDLE as_handle(std::intptr_t number) { return reinterpret_cast<HANDLE>(number); }

}  // namespace patchbay::platform
