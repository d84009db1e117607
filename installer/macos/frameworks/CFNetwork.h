// Declarations of our own of what Patchbay calls of Apple's framework: see CoreFoundation.h.
#pragma once

#include <CoreFoundation/CoreFoundation.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
  CFIndex version;
  void* info;
  void const* functions[3];
} CFStreamClientContext;
typedef void (*CFProxyAutoConfigurationResultCallback)(void* client, CFArrayRef proxies, CFErrorRef error);

extern const CFStringRef kCFProxyTypeKey;
extern const CFStringRef kCFProxyTypeNone;
extern const CFStringRef kCFProxyTypeHTTP;
extern const CFStringRef kCFProxyTypeHTTPS;
extern const CFStringRef kCFProxyTypeSOCKS;
extern const CFStringRef kCFProxyTypeAutoConfigurationURL;
extern const CFStringRef kCFProxyHostNameKey;
extern const CFStringRef kCFProxyPortNumberKey;
extern const CFStringRef kCFProxyAutoConfigurationURLKey;

CFDictionaryRef CFNetworkCopySystemProxySettings(void);
CFArrayRef CFNetworkCopyProxiesForURL(CFURLRef url, CFDictionaryRef settings);
CFRunLoopSourceRef CFNetworkExecuteProxyAutoConfigurationURL(CFURLRef script, CFURLRef target, CFProxyAutoConfigurationResultCallback done, CFStreamClientContext* client);

#ifdef __cplusplus
}
#endif
