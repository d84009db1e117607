#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

#include <winsock2.h>

#include "base/utf8_path.hpp"
#include "platform/browser_key.hpp"
#include "platform/library.hpp"
#include "platform/listener.hpp"
#include "platform/managed.hpp"
#include "platform/os.hpp"
#include "platform/paths.hpp"
#include "platform/win32.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;

// A key of this user that goes with what is below it.
struct Key {
  Key() { RegDeleteTreeW(HKEY_CURRENT_USER, utf16(name).c_str()); }
  ~Key() { RegDeleteTreeW(HKEY_CURRENT_USER, utf16(name).c_str()); }
  void number(std::wstring const& below, wchar_t const* value, DWORD what) const {
    RegSetKeyValueW(HKEY_CURRENT_USER, (utf16(name) + below).c_str(), value, REG_DWORD, &what, sizeof what);
  }
  void text(std::wstring const& below, wchar_t const* value, std::wstring const& what) const {
    RegSetKeyValueW(HKEY_CURRENT_USER, (utf16(name) + below).c_str(), value, REG_SZ, what.c_str(),
                    static_cast<DWORD>((what.size() + 1) * sizeof(wchar_t)));
  }
  std::string const name = "Software\\PatchbayTests\\Browser";
};

// Another folder for the settings that roam, as on a share, until it goes.
struct Redirected {
  explicit Redirected(std::wstring const& place) {
    DWORD bytes = sizeof before;
    RegGetValueW(HKEY_CURRENT_USER, folders, L"AppData", RRF_RT_REG_EXPAND_SZ | RRF_RT_REG_SZ | RRF_NOEXPAND,
                 nullptr, before, &bytes);
    set(place);
  }
  ~Redirected() { set(before); }
  static void set(std::wstring const& place) {
    RegSetKeyValueW(HKEY_CURRENT_USER, folders, L"AppData", REG_EXPAND_SZ, place.c_str(),
                    static_cast<DWORD>((place.size() + 1) * sizeof(wchar_t)));
  }
  static constexpr wchar_t const* folders =
      L"Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders";
  wchar_t before[MAX_PATH] = L"";
};

template <class Function>
Function in_ntdll(char const* name) {
  return reinterpret_cast<Function>(
      reinterpret_cast<void*>(GetProcAddress(GetModuleHandleW(L"ntdll"), name)));
}

// The error modes that this thread has while libraries are loaded.
struct Loading {
  using Notice = void(CALLBACK*)(ULONG what, void const* about, void* self);
  Loading() {
    auto* const begin = in_ntdll<LONG(NTAPI*)(ULONG, Notice, void*, void**)>("LdrRegisterDllNotification");
    Notice const see = [](ULONG, void const*, void* self) {
      static_cast<Loading*>(self)->modes.push_back(GetThreadErrorMode());
    };
    begin(0, see, this, &cookie);
  }
  ~Loading() { in_ntdll<LONG(NTAPI*)(void*)>("LdrUnregisterDllNotification")(cookie); }
  std::vector<DWORD> modes;
  void* cookie = nullptr;
};

}  // namespace

TEST_CASE("text goes to UTF-16 and back, also outside the first plane") {
  for (std::string const text : {"", "plain", "Zo\xC3\xAB \xE6\x9D\xB1", "\xF0\x9F\x93\x9E"})
    CHECK(utf8(utf16(text)) == text);
}

TEST_CASE("the system has words for its errors, and a number where it has none") {
  CHECK_FALSE(words_for(ERROR_FILE_NOT_FOUND).empty());
  CHECK(words_for(0x2FFF'FFFF) == "error 805306367");
}

TEST_CASE("a user's data lies in the folder that does not roam") {
  CHECK(default_data_directory().is_absolute());
  CHECK(default_data_directory().filename() == "Patchbay");
  CHECK(default_config_file().filename() == "config.json");
  CHECK(default_data_directory() != default_config_file().parent_path());
  CHECK(executable().is_absolute());
  CHECK(is_executable(executable()));
  CHECK_FALSE(is_executable(executable().parent_path()));
}

TEST_CASE("settings on a share that cannot be reached have no other place meanwhile") {
  Redirected const away(L"C:\\not there\\Roaming");
  CHECK(default_config_file() == fs::path("C:\\not there\\Roaming\\Patchbay\\config.json"));
}

TEST_CASE_METHOD(Key, "a browser's policies are its key, with flags and lists as JSON has them") {
  number(L"", L"NativeMessagingUserLevelHosts", 0);
  number(L"", L"Other", 7);
  text(L"", L"Text", L"Zo\u00EB");
  text(L"", L"Unfilled", L"");
  text(L"\\NativeMessagingBlocklist", L"1", L"*");
  text(L"\\Empty", L"1", L"");
  auto const documents = browser_policies(name, {});
  REQUIRE(documents.size() == 1);
  CHECK(documents[0].source == "HKCU\\" + name);
  CHECK(documents[0].text.find("\"NativeMessagingUserLevelHosts\":false") != std::string::npos);
  CHECK(documents[0].text.find("\"Other\":7") != std::string::npos);
  CHECK(documents[0].text.find("\"Text\":\"Zo\xC3\xAB\"") != std::string::npos);
  CHECK(documents[0].text.find("\"NativeMessagingBlocklist\":[\"*\"]") != std::string::npos);
  CHECK(documents[0].text.find("Unfilled") == std::string::npos);
  CHECK(documents[0].text.find("Empty") == std::string::npos);
}

TEST_CASE_METHOD(Key, "a browser without a key has no policies") {
  CHECK(browser_policies("Software\\PatchbayTests\\None", {}).empty());
}

TEST_CASE_METHOD(Key, "the manifest that a key names is this user's until it is forgotten") {
  CHECK_FALSE(named_manifest(name, KeyOf::user));
  auto const file = utf8_path("C:\\Users\\Zo\xC3\xAB\\io.patchbay.host.json");
  REQUIRE(name_manifest(name, file).has_value());
  CHECK(named_manifest(name, KeyOf::user) == file);
  CHECK_FALSE(named_manifest(name, KeyOf::machine));
  REQUIRE(forget_manifest(name).has_value());
  REQUIRE(forget_manifest(name).has_value());
  CHECK_FALSE(named_manifest(name, KeyOf::user));
}

TEST_CASE("what a library exports is read from the file") {
  wchar_t folder[MAX_PATH];
  GetSystemDirectoryW(folder, MAX_PATH);
  auto const names = exported_symbols(fs::path(folder) / "version.dll");
  REQUIRE(names.has_value());
  CHECK(std::count(names->begin(), names->end(), "GetFileVersionInfoW") == 1);
}

TEST_CASE("a file that is no library exports nothing, whatever its bytes claim") {
  test::TempDir const folder;
  CHECK(exported_symbols(executable()).has_error());  // a program
  CHECK(exported_symbols(folder / "missing.dll").has_error());
  std::ofstream(folder / "a.dll", std::ios::binary) << "MZ" << std::string(62, '\xFF') << "PE";
  CHECK(exported_symbols(folder / "a.dll").has_error());
}

TEST_CASE("a library that cannot be loaded is told with its path") {
  auto const missing = load_symbol("C:\\nowhere\\a.dll", "x");
  REQUIRE(missing.has_error());
  CHECK(missing.error().message.find("C:\\nowhere\\a.dll cannot be loaded: ") == 0);
}

TEST_CASE("while a library is loaded Windows shows no box, and afterwards it may again") {
  wchar_t folder[MAX_PATH];
  GetSystemDirectoryW(folder, MAX_PATH);
  DWORD const before = GetThreadErrorMode();
  Loading const loading;
  CHECK(load_symbol(fs::path(folder) / "msacm32.dll", "acmGetVersion").has_value());
  REQUIRE_FALSE(loading.modes.empty());
  for (DWORD const mode : loading.modes) CHECK((mode & SEM_FAILCRITICALERRORS) != 0);
  CHECK(GetThreadErrorMode() == before);
}

TEST_CASE("a port that a host waits at is nobody else's, not even that of one who would share it") {
  WSADATA about;
  REQUIRE(WSAStartup(MAKEWORD(2, 2), &about) == 0);
  SOCKET const waiting = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
  REQUIRE(claim_port(waiting));
  BOOL alone = FALSE;
  int size = sizeof alone;
  REQUIRE(getsockopt(waiting, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, reinterpret_cast<char*>(&alone), &size) == 0);
  CHECK(alone);
  closesocket(waiting);
  WSACleanup();
}

}  // namespace patchbay::platform
