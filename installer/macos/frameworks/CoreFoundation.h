// Declarations of our own of what Patchbay, curl and Abseil call of Apple's framework, for building without a Mac. On a Mac Xcode's are
// taken. compiler.sh makes of each line that begins with `extern` or declares a function a symbol for the linker: one line a function.
#pragma once

#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned char Boolean;
typedef long CFIndex;
typedef unsigned long CFTypeID;
typedef unsigned long CFOptionFlags;
typedef uint32_t CFStringEncoding;
typedef double CFTimeInterval;
typedef void const* CFTypeRef;
typedef struct __CFAllocator const* CFAllocatorRef;
typedef struct __CFString const* CFStringRef;
typedef struct __CFData const* CFDataRef;
typedef struct __CFNumber const* CFNumberRef;
typedef struct __CFBoolean const* CFBooleanRef;
typedef struct __CFArray const* CFArrayRef;
typedef struct __CFDictionary const* CFDictionaryRef;
typedef struct __CFDictionary* CFMutableDictionaryRef;
typedef struct __CFURL const* CFURLRef;
typedef struct __CFError* CFErrorRef;
typedef struct __CFTimeZone const* CFTimeZoneRef;
typedef struct __CFRunLoop* CFRunLoopRef;
typedef struct __CFRunLoopSource* CFRunLoopSourceRef;
typedef CFStringRef CFRunLoopMode;
typedef CFIndex CFNumberType;
typedef CFIndex CFPropertyListFormat;
typedef CFTypeRef CFPropertyListRef;
typedef struct {
  CFIndex version;
  void const* functions[5];
} CFDictionaryKeyCallBacks;
typedef struct {
  CFIndex version;
  void const* functions[4];
} CFDictionaryValueCallBacks;

enum { kCFStringEncodingUTF8 = 0x08000100 };
enum { kCFNumberSInt64Type = 4, kCFNumberDoubleType = 13 };

extern const CFDictionaryKeyCallBacks kCFTypeDictionaryKeyCallBacks;
extern const CFDictionaryValueCallBacks kCFTypeDictionaryValueCallBacks;
extern const CFBooleanRef kCFBooleanTrue;

void CFRelease(CFTypeRef value);
CFTypeRef CFRetain(CFTypeRef value);
CFTypeID CFGetTypeID(CFTypeRef value);
Boolean CFEqual(CFTypeRef one, CFTypeRef other);

CFStringRef CFStringCreateWithBytes(CFAllocatorRef how, uint8_t const* bytes, CFIndex size, CFStringEncoding encoding, Boolean external);
CFTypeID CFStringGetTypeID(void);
CFIndex CFStringGetLength(CFStringRef text);
CFIndex CFStringGetMaximumSizeForEncoding(CFIndex length, CFStringEncoding encoding);
Boolean CFStringGetCString(CFStringRef text, char* into, CFIndex size, CFStringEncoding encoding);

CFDataRef CFDataCreate(CFAllocatorRef how, uint8_t const* bytes, CFIndex size);
CFTypeID CFDataGetTypeID(void);
uint8_t const* CFDataGetBytePtr(CFDataRef data);
CFIndex CFDataGetLength(CFDataRef data);

CFTypeID CFNumberGetTypeID(void);
Boolean CFNumberIsFloatType(CFNumberRef number);
Boolean CFNumberGetValue(CFNumberRef number, CFNumberType type, void* into);
CFTypeID CFBooleanGetTypeID(void);
Boolean CFBooleanGetValue(CFBooleanRef value);

CFTypeID CFArrayGetTypeID(void);
CFIndex CFArrayGetCount(CFArrayRef array);
void const* CFArrayGetValueAtIndex(CFArrayRef array, CFIndex index);

CFMutableDictionaryRef CFDictionaryCreateMutable(CFAllocatorRef how, CFIndex capacity, CFDictionaryKeyCallBacks const* keys, CFDictionaryValueCallBacks const* values);
void CFDictionarySetValue(CFMutableDictionaryRef dictionary, void const* key, void const* value);
CFTypeID CFDictionaryGetTypeID(void);
CFIndex CFDictionaryGetCount(CFDictionaryRef dictionary);
void const* CFDictionaryGetValue(CFDictionaryRef dictionary, void const* key);
void CFDictionaryGetKeysAndValues(CFDictionaryRef dictionary, void const** keys, void const** values);

CFPropertyListRef CFPropertyListCreateWithData(CFAllocatorRef how, CFDataRef data, CFOptionFlags options, CFPropertyListFormat* format, CFErrorRef* error);
CFURLRef CFURLCreateWithBytes(CFAllocatorRef how, uint8_t const* bytes, CFIndex size, CFStringEncoding encoding, CFURLRef base);

CFRunLoopRef CFRunLoopGetCurrent(void);
void CFRunLoopAddSource(CFRunLoopRef loop, CFRunLoopSourceRef source, CFRunLoopMode mode);
void CFRunLoopRemoveSource(CFRunLoopRef loop, CFRunLoopSourceRef source, CFRunLoopMode mode);
void CFRunLoopSourceInvalidate(CFRunLoopSourceRef source);
int32_t CFRunLoopRunInMode(CFRunLoopMode mode, CFTimeInterval seconds, Boolean return_after_source);
void CFRunLoopStop(CFRunLoopRef loop);

CFTimeZoneRef CFTimeZoneCopyDefault(void);
CFStringRef CFTimeZoneGetName(CFTimeZoneRef zone);

#ifdef __cplusplus
}
#endif
