#include "platform/cf_apple.hpp"

#include <cstdint>
#include <cstring>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace patchbay::platform {
namespace {

namespace json = boost::json;

json::value number_of(CFNumberRef number) {
  if (CFNumberIsFloatType(number)) {
    double value = 0;
    CFNumberGetValue(number, kCFNumberDoubleType, &value);
    return value;
  }
  std::int64_t value = 0;
  CFNumberGetValue(number, kCFNumberSInt64Type, &value);
  return value;
}

json::array list_of(CFArrayRef array) {
  json::array list;
  for (CFIndex index = 0; index < CFArrayGetCount(array); ++index)
    list.push_back(json_of(CFArrayGetValueAtIndex(array, index)));
  return list;
}

json::object object_of(CFDictionaryRef dictionary) {
  auto const count = static_cast<std::size_t>(CFDictionaryGetCount(dictionary));
  std::vector<void const*> keys(count), values(count);
  CFDictionaryGetKeysAndValues(dictionary, keys.data(), values.data());
  json::object object;
  for (std::size_t index = 0; index < count; ++index)
    object[text_of(static_cast<CFStringRef>(keys[index]))] = json_of(values[index]);
  return object;
}

}  // namespace

Owned<CFStringRef> cf_text(std::string_view text) {
  auto const* const bytes = reinterpret_cast<std::uint8_t const*>(text.data());
  return Owned<CFStringRef>(
      CFStringCreateWithBytes(nullptr, bytes, static_cast<CFIndex>(text.size()), kCFStringEncodingUTF8, 0));
}

std::string text_of(CFStringRef text) {
  auto const most = CFStringGetMaximumSizeForEncoding(CFStringGetLength(text), kCFStringEncodingUTF8) + 1;
  std::string out(static_cast<std::size_t>(most), '\0');
  if (!CFStringGetCString(text, out.data(), most, kCFStringEncodingUTF8)) return {};
  out.resize(std::strlen(out.c_str()));
  return out;
}

Owned<CFDataRef> cf_data(std::string_view bytes) {
  return Owned<CFDataRef>(CFDataCreate(nullptr, reinterpret_cast<std::uint8_t const*>(bytes.data()),
                                       static_cast<CFIndex>(bytes.size())));
}

std::string bytes_of(CFDataRef data) {
  return {reinterpret_cast<char const*>(CFDataGetBytePtr(data)),
          static_cast<std::size_t>(CFDataGetLength(data))};
}

Owned<CFMutableDictionaryRef> cf_dictionary() {
  return Owned<CFMutableDictionaryRef>(CFDictionaryCreateMutable(nullptr, 0, &kCFTypeDictionaryKeyCallBacks,
                                                                 &kCFTypeDictionaryValueCallBacks));
}

CFTypeRef value_at(CFDictionaryRef dictionary, std::string_view name) {
  return CFDictionaryGetValue(dictionary, cf_text(name).get());
}

json::value json_of(CFTypeRef value) {
  auto const type = CFGetTypeID(value);
  if (type == CFStringGetTypeID()) return json::value(text_of(static_cast<CFStringRef>(value)));
  if (type == CFBooleanGetTypeID()) return CFBooleanGetValue(static_cast<CFBooleanRef>(value)) != 0;
  if (type == CFNumberGetTypeID()) return number_of(static_cast<CFNumberRef>(value));
  if (type == CFArrayGetTypeID()) return list_of(static_cast<CFArrayRef>(value));
  if (type == CFDictionaryGetTypeID()) return object_of(static_cast<CFDictionaryRef>(value));
  return nullptr;
}

}  // namespace patchbay::platform
