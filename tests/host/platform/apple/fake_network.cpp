#include "host/platform/apple/fake_network.hpp"

#include <stdexcept>

#include <CFNetwork/CFNetwork.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "host/platform/apple/fake_core_foundation.hpp"

namespace json = boost::json;
using namespace patchbay::test;

const CFStringRef kCFProxyTypeKey = cf_as<CFStringRef>(cf_constant("type"));
const CFStringRef kCFProxyTypeNone = cf_as<CFStringRef>(cf_constant("none"));
const CFStringRef kCFProxyTypeHTTP = cf_as<CFStringRef>(cf_constant("http"));
const CFStringRef kCFProxyTypeHTTPS = cf_as<CFStringRef>(cf_constant("https"));
const CFStringRef kCFProxyTypeSOCKS = cf_as<CFStringRef>(cf_constant("socks"));
const CFStringRef kCFProxyTypeAutoConfigurationURL = cf_as<CFStringRef>(cf_constant("script"));
const CFStringRef kCFProxyHostNameKey = cf_as<CFStringRef>(cf_constant("host"));
const CFStringRef kCFProxyPortNumberKey = cf_as<CFStringRef>(cf_constant("port"));
const CFStringRef kCFProxyAutoConfigurationURLKey = cf_as<CFStringRef>(cf_constant("url"));

namespace {

struct Question {
  std::string script;
  CFProxyAutoConfigurationResultCallback done = nullptr;
  void* client = nullptr;
  std::string mode;  // of the loop that it was added to
};
Question asked;

}  // namespace

namespace patchbay::test {

FakeNetwork& fake_network() {
  static FakeNetwork network;
  return network;
}

}  // namespace patchbay::test

CFDictionaryRef CFNetworkCopySystemProxySettings() {
  auto const& settings = fake_network().settings;
  return settings.is_object() ? cf_as<CFDictionaryRef>(cf_of(settings)) : nullptr;
}

CFArrayRef CFNetworkCopyProxiesForURL(CFURLRef url, CFDictionaryRef) {
  auto const found = fake_network().proxies.find(cf_object(url)->bytes);
  return cf_as<CFArrayRef>(cf_of(found == fake_network().proxies.end() ? json::array() : found->second));
}

CFRunLoopSourceRef CFNetworkExecuteProxyAutoConfigurationURL(CFURLRef script, CFURLRef,
                                                             CFProxyAutoConfigurationResultCallback done,
                                                             CFStreamClientContext* client) {
  asked = {cf_object(script)->bytes, done, client->info, {}};
  return cf_as<CFRunLoopSourceRef>(cf_made({Kind::other}));
}

CFRunLoopRef CFRunLoopGetCurrent() {
  static auto* const loop = cf_constant("this thread's");
  return cf_as<CFRunLoopRef>(loop);
}
void CFRunLoopAddSource(CFRunLoopRef, CFRunLoopSourceRef, CFRunLoopMode mode) {
  asked.mode = cf_object(mode)->bytes;
  fake_network().scripts_left = true;
}
void CFRunLoopRemoveSource(CFRunLoopRef, CFRunLoopSourceRef, CFRunLoopMode) {
  fake_network().scripts_left = false;
}
void CFRunLoopSourceInvalidate(CFRunLoopSourceRef) { asked.done = nullptr; }
void CFRunLoopStop(CFRunLoopRef) {}

int32_t CFRunLoopRunInMode(CFRunLoopMode mode, CFTimeInterval, Boolean) {
  if (asked.mode != cf_object(mode)->bytes)
    throw std::logic_error("the loop runs in a mode that the script is not in");
  auto const answer = fake_network().scripts.find(asked.script);
  if (answer == fake_network().scripts.end()) return 3;  // the time ran out
  auto* const proxies = cf_of(answer->second);
  asked.done(asked.client, cf_as<CFArrayRef>(proxies), nullptr);
  CFRelease(proxies);
  return 2;
}
