// Declarations of our own of what curl calls of Apple's framework: see CoreFoundation.h.
#pragma once

#include <CoreFoundation/CoreFoundation.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct __SCDynamicStore const* SCDynamicStoreRef;

CFDictionaryRef SCDynamicStoreCopyProxies(SCDynamicStoreRef store);

#ifdef __cplusplus
}
#endif
