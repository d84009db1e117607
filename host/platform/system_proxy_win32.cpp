// Asks as Windows' own programs do: a script that the settings name, or that the network offers, then the
// fixed proxy.
#include "platform/system_proxy.hpp"

#include "platform/proxy_list.hpp"
#include "platform/win32.hpp"

#include <winhttp.h>

namespace patchbay::platform {
namespace {

// A text that WinHTTP allocated.
class Text {
 public:
  explicit Text(LPWSTR text) : text_(text) {}
  ~Text() {
    if (text_) GlobalFree(text_);
  }
  Text(Text const&) = delete;
  Text& operator=(Text const&) = delete;
  LPCWSTR get() const { return text_; }
  std::string utf8() const { return text_ ? platform::utf8(text_) : std::string(); }

 private:
  LPWSTR text_;
};

class Session {
 public:
  Session()
      : handle_(WinHttpOpen(L"Patchbay", WINHTTP_ACCESS_TYPE_NO_PROXY, WINHTTP_NO_PROXY_NAME,
                            WINHTTP_NO_PROXY_BYPASS, 0)) {}
  ~Session() {
    if (handle_) WinHttpCloseHandle(handle_);
  }
  Session(Session const&) = delete;
  Session& operator=(Session const&) = delete;
  HINTERNET get() const { return handle_; }

 private:
  HINTERNET handle_;
};

// What the script says; none when there is none, or it cannot be had.
std::optional<std::string> from_script(std::string const& url, LPCWSTR script) {
  Session const session;
  WINHTTP_AUTOPROXY_OPTIONS options{};
  options.dwFlags = script ? WINHTTP_AUTOPROXY_CONFIG_URL : WINHTTP_AUTOPROXY_AUTO_DETECT;
  options.lpszAutoConfigUrl = script;
  if (!script) options.dwAutoDetectFlags = WINHTTP_AUTO_DETECT_TYPE_DHCP | WINHTTP_AUTO_DETECT_TYPE_DNS_A;
  options.fAutoLogonIfChallenged = TRUE;
  WINHTTP_PROXY_INFO info{};
  if (!session.get() || !WinHttpGetProxyForUrl(session.get(), utf16(url).c_str(), &options, &info))
    return std::nullopt;
  Text const list(info.lpszProxy), bypass(info.lpszProxyBypass);
  if (info.dwAccessType != WINHTTP_ACCESS_TYPE_NAMED_PROXY) return std::string();
  return proxy_from_list(list.utf8(), bypass.utf8(), url);
}

}  // namespace

std::optional<std::string> system_proxy(std::string const& url) {
  WINHTTP_CURRENT_USER_IE_PROXY_CONFIG settings{};
  if (!WinHttpGetIEProxyConfigForCurrentUser(&settings)) return std::nullopt;
  Text const script(settings.lpszAutoConfigUrl), list(settings.lpszProxy), bypass(settings.lpszProxyBypass);
  if (script.get()) {
    if (auto const proxy = from_script(url, script.get())) return proxy;
  }
  if (settings.fAutoDetect) {
    if (auto const proxy = from_script(url, nullptr)) return proxy;
  }
  if (!list.get()) return std::nullopt;
  return proxy_from_list(list.utf8(), bypass.utf8(), url);
}

}  // namespace patchbay::platform
