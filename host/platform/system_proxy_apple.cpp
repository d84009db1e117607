// macOS' own rules for proxies, exceptions and scripts.
#include "platform/system_proxy.hpp"

#include <cstdint>

#include "platform/cf_apple.hpp"

#include <CFNetwork/CFNetwork.h>

namespace patchbay::platform {
namespace {

constexpr double seconds_for_a_script = 10;

Owned<CFURLRef> cf_url(std::string const& url) {
  return Owned<CFURLRef>(CFURLCreateWithBytes(nullptr, reinterpret_cast<std::uint8_t const*>(url.data()),
                                              static_cast<CFIndex>(url.size()), kCFStringEncodingUTF8,
                                              nullptr));
}

std::int64_t number_at(CFDictionaryRef dictionary, CFTypeRef key) {
  std::int64_t value = 0;
  if (auto const* const number = CFDictionaryGetValue(dictionary, key))
    CFNumberGetValue(static_cast<CFNumberRef>(number), kCFNumberSInt64Type, &value);
  return value;
}

bool names_a_proxy(CFDictionaryRef settings) {
  for (auto const* const name :
       {"HTTPEnable", "HTTPSEnable", "SOCKSEnable", "ProxyAutoConfigEnable", "ProxyAutoDiscoveryEnable"})
    if (number_at(settings, cf_text(name).get()) != 0) return true;
  return false;
}

struct Answer {
  Owned<CFArrayRef> proxies;
  bool given = false;
};

void take_answer(void* client, CFArrayRef proxies, CFErrorRef) {
  auto& answer = *static_cast<Answer*>(client);
  if (proxies) answer.proxies.reset(static_cast<CFArrayRef>(CFRetain(proxies)));
  answer.given = true;
  CFRunLoopStop(CFRunLoopGetCurrent());
}

// Runs the script on this thread's own loop, in a mode in which nothing else happens.
Owned<CFArrayRef> from_script(CFURLRef script, CFURLRef url) {
  auto const mode = cf_text("io.patchbay.host.proxy");
  Answer answer;
  CFStreamClientContext client{};
  client.info = &answer;
  Owned<CFRunLoopSourceRef> const source(
      CFNetworkExecuteProxyAutoConfigurationURL(script, url, take_answer, &client));
  if (!source) return nullptr;
  auto* const loop = CFRunLoopGetCurrent();
  CFRunLoopAddSource(loop, source.get(), mode.get());
  if (!answer.given) CFRunLoopRunInMode(mode.get(), seconds_for_a_script, 0);
  CFRunLoopRemoveSource(loop, source.get(), mode.get());
  CFRunLoopSourceInvalidate(source.get());  // after this nobody calls back
  return std::move(answer.proxies);
}

std::string address_of(CFDictionaryRef proxy, std::string const& scheme) {
  auto const* const name = static_cast<CFStringRef>(CFDictionaryGetValue(proxy, kCFProxyHostNameKey));
  auto host = name ? text_of(name) : std::string();
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  auto const port = number_at(proxy, kCFProxyPortNumberKey);
  return scheme + "://" + host + (port > 0 ? ":" + std::to_string(port) : "");
}

std::optional<std::string> first_of(CFArrayRef proxies, CFURLRef url, CFDictionaryRef settings) {
  for (CFIndex index = 0; index < CFArrayGetCount(proxies); ++index) {
    auto const* const proxy = static_cast<CFDictionaryRef>(CFArrayGetValueAtIndex(proxies, index));
    auto const* const kind = CFDictionaryGetValue(proxy, kCFProxyTypeKey);
    if (!kind) continue;
    if (CFEqual(kind, kCFProxyTypeHTTP) || CFEqual(kind, kCFProxyTypeHTTPS)) return address_of(proxy, "http");
    if (CFEqual(kind, kCFProxyTypeSOCKS)) return address_of(proxy, "socks5h");
    if (CFEqual(kind, kCFProxyTypeNone) && names_a_proxy(settings)) return std::string();
    if (!CFEqual(kind, kCFProxyTypeAutoConfigurationURL)) continue;
    auto const* const script = CFDictionaryGetValue(proxy, kCFProxyAutoConfigurationURLKey);
    if (!script) continue;
    auto const answer = from_script(static_cast<CFURLRef>(script), url);
    if (auto found = answer ? first_of(answer.get(), url, settings) : std::nullopt) return found;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> system_proxy(std::string const& url) {
  Owned<CFDictionaryRef> const settings(CFNetworkCopySystemProxySettings());
  auto const address = cf_url(url);
  if (!settings || !address) return std::nullopt;
  Owned<CFArrayRef> const proxies(CFNetworkCopyProxiesForURL(address.get(), settings.get()));
  return proxies ? first_of(proxies.get(), address.get(), settings.get()) : std::nullopt;
}

}  // namespace patchbay::platform
