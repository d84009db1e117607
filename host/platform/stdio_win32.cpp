// The browser's pipes are synchronous, so a thread of its own reads stdin. It outlives Stdin when nothing
// more comes: a read that is under way can be asked to stop, but not made to, and the end of the program
// takes it along.
#include "platform/stdio.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstring>
#include <stdexcept>

#include <fcntl.h>
#include <io.h>
#include <process.h>

#include "platform/win32.hpp"

namespace patchbay::platform {
namespace {

std::atomic<HANDLE> end_event{nullptr};

// What the reading thread and read_some() hand to and fro. `filled` says that bytes (or the end) are there
// and are read_some()'s, `wanted` that they have been taken and are the thread's to fill again.
struct Reading {
  Handle filled{CreateEventW(nullptr, TRUE, FALSE, nullptr)};
  Handle wanted{CreateEventW(nullptr, FALSE, TRUE, nullptr)};
  std::array<char, 64 * 1024> bytes;
  DWORD size = 0;   // 0: the end
  DWORD taken = 0;  // of `bytes`
};

unsigned __stdcall read_on(void* argument) {
  auto& reading = *static_cast<Reading*>(argument);
  HANDLE const input = GetStdHandle(STD_INPUT_HANDLE);
  do {
    WaitForSingleObject(reading.wanted.get(), INFINITE);
    reading.taken = 0;
    if (!ReadFile(input, reading.bytes.data(), static_cast<DWORD>(reading.bytes.size()), &reading.size,
                  nullptr))
      reading.size = 0;  // the other end is closed, or the read was cancelled
    SetEvent(reading.filled.get());
  } while (reading.size > 0);
  return 0;
}

// One for the whole program, begun by the first read and never destroyed: the thread may be in it to the end.
Reading& reading() {
  static Reading& only = []() -> Reading& {
    auto* const made = new Reading;
    auto const thread = _beginthreadex(nullptr, 0, &read_on, made, 0, nullptr);
    if (!thread) throw std::runtime_error("No thread to read standard input can be started.");
    CloseHandle(as_handle(static_cast<std::intptr_t>(thread)));
    return *made;
  }();
  return only;
}

// Windows ends the program as soon as this returns, unless it is Ctrl+C or Ctrl+Break: so it stays, and the
// orderly end comes first.
BOOL WINAPI end_of_program(DWORD what) {
  SetEvent(end_event.load());
  if (what != CTRL_C_EVENT && what != CTRL_BREAK_EVENT) Sleep(INFINITE);
  return TRUE;
}

// A handle that the parent did not give would be nothing to write to, and every printf an error.
void open_missing_standard_handles() {
  for (DWORD const which : {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE}) {
    HANDLE const given = GetStdHandle(which);
    if (given && given != INVALID_HANDLE_VALUE) continue;
    SetStdHandle(which, CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                    nullptr, OPEN_EXISTING, 0, nullptr));
  }
}

DWORD milliseconds_until(SteadyTime until) {
  if (until == SteadyTime::max()) return INFINITE;
  auto const now = std::chrono::steady_clock::now();
  if (until <= now) return 0;  // before the subtraction, which has no room for the earliest times
  auto const rest = std::chrono::ceil<std::chrono::milliseconds>(until - now);
  return static_cast<DWORD>(std::clamp<long long>(rest.count(), 0, 60'000));
}

bool is_console(HANDLE handle) {
  DWORD mode = 0;
  return GetConsoleMode(handle, &mode) != 0;
}

// A console takes bytes for its own code page's, which is hardly ever UTF-8.
bool write_to_console(HANDLE console, std::string_view text) {
  constexpr std::size_t at_once = 8192;  // older consoles take no more than 64 kB
  auto const units = utf16(text);
  std::wstring_view rest = units;
  while (!rest.empty()) {
    DWORD written = 0;
    auto const size = static_cast<DWORD>(std::min(rest.size(), at_once));
    if (!WriteConsoleW(console, rest.data(), size, &written, nullptr) || written == 0) return false;
    rest.remove_prefix(written);
  }
  return true;
}

}  // namespace

PipeHandle claim_frame_pipe() {
  open_missing_standard_handles();
  for (int const fd : {0, 1, 2}) _setmode(fd, _O_BINARY);
  HANDLE const self = GetCurrentProcess();
  HANDLE pipe = nullptr;
  if (!DuplicateHandle(self, GetStdHandle(STD_OUTPUT_HANDLE), self, &pipe, 0, FALSE, DUPLICATE_SAME_ACCESS))
    throw std::runtime_error("Standard output cannot be duplicated.");
  SetStdHandle(STD_OUTPUT_HANDLE, GetStdHandle(STD_ERROR_HANDLE));
  _dup2(2, 1);  // fails where there is no standard error: then fd 1 leads nowhere, which is as good
  return reinterpret_cast<PipeHandle>(pipe);
}

bool write_all(PipeHandle pipe, std::string_view bytes) {
  if (is_console(as_handle(pipe))) return write_to_console(as_handle(pipe), bytes);
  while (!bytes.empty()) {
    auto const size = static_cast<DWORD>(std::min<std::size_t>(bytes.size(), 1 << 20));
    DWORD written = 0;
    if (!WriteFile(as_handle(pipe), bytes.data(), size, &written, nullptr)) return false;
    bytes.remove_prefix(written);
  }
  return true;
}

bool stdin_is_terminal() { return is_console(GetStdHandle(STD_INPUT_HANDLE)); }

Stdin::Stdin() {
  HANDLE const event = CreateEventW(nullptr, TRUE, FALSE, nullptr);
  if (!event) throw std::runtime_error("No event for the end of the program can be made.");
  wake_read_ = reinterpret_cast<PipeHandle>(event);
  end_event = event;
  SetConsoleCtrlHandler(&end_of_program, TRUE);
}

// The event stays: from here on the program is ending anyway, and the handler may still be in it.
Stdin::~Stdin() = default;

std::optional<std::size_t> Stdin::read_some(std::span<char> into, SteadyTime until) {
  auto& from = reading();
  std::array<HANDLE, 2> const ready{as_handle(wake_read_), from.filled.get()};
  while (true) {
    DWORD const which = WaitForMultipleObjects(2, ready.data(), FALSE, milliseconds_until(until));
    if (which == WAIT_TIMEOUT && std::chrono::steady_clock::now() < until) continue;
    if (which == WAIT_TIMEOUT) return 0;
    if (which != WAIT_OBJECT_0 + 1 || from.size == 0) return std::nullopt;
    auto const count = std::min<std::size_t>(into.size(), from.size - from.taken);
    std::memcpy(into.data(), from.bytes.data() + from.taken, count);
    from.taken += static_cast<DWORD>(count);
    if (from.taken == from.size) {
      ResetEvent(from.filled.get());
      SetEvent(from.wanted.get());
    }
    return count;
  }
}

}  // namespace patchbay::platform
