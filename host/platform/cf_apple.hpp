// Core Foundation's values, with C++'s lifetimes and as C++'s types. Any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include <CoreFoundation/CoreFoundation.h>
#include <boost/json/value.hpp>

namespace patchbay::platform {

struct CfRelease {
  void operator()(void const* value) const { CFRelease(value); }
};

// What a function with Create or Copy in its name gave.
template <class Ref>
using Owned = std::unique_ptr<std::remove_pointer_t<Ref>, CfRelease>;

// None: it is no UTF-8.
Owned<CFStringRef> cf_text(std::string_view text);
std::string text_of(CFStringRef text);

Owned<CFDataRef> cf_data(std::string_view bytes);
std::string bytes_of(CFDataRef data);

// An empty one, whose values it retains.
Owned<CFMutableDictionaryRef> cf_dictionary();

// The value under this name; null where there is none.
CFTypeRef value_at(CFDictionaryRef dictionary, std::string_view name);

// A property list's value. What JSON has no word for (a date, bytes) is null.
boost::json::value json_of(CFTypeRef value);

}  // namespace patchbay::platform
