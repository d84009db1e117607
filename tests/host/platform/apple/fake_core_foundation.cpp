#include "host/platform/apple/fake_core_foundation.hpp"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

namespace json = boost::json;
using namespace patchbay::test;

namespace {

int living = 0;

CfObject* retained(CfObject* object) { return cf_object(CFRetain(object)); }

CfObject const& one(void const* value, Kind kind) {
  auto const* const object = cf_object(value);
  if (!object || object->references < 1 || object->kind != kind)
    throw std::logic_error("no value of this kind");
  return *object;
}

CFTypeID id(Kind kind) { return static_cast<CFTypeID>(kind); }

}  // namespace

namespace patchbay::test {

int cf_living() { return living; }

CfObject* cf_made(CfObject object) {
  ++living;
  return new CfObject(std::move(object));
}

CfObject* cf_constant(std::string const& text) {
  auto* const object = cf_made({Kind::text, text});
  --living;
  object->constant = true;
  return object;
}

CfObject* cf_of(json::value const& value) {
  if (value.is_string()) return cf_made({Kind::text, std::string(value.get_string())});
  if (value.is_bool()) return cf_made({Kind::flag, {}, value});
  if (value.is_number()) return cf_made({Kind::number, {}, value});
  if (value.is_null()) return cf_made({Kind::data, "what JSON has no word for"});
  if (value.is_array()) {
    auto* const array = cf_made({Kind::array});
    for (auto const& item : value.get_array()) array->items.push_back(cf_of(item));
    return array;
  }
  auto* const dictionary = cf_made({Kind::dictionary});
  for (auto const& member : value.get_object())
    dictionary->members.emplace_back(cf_of(json::value(member.key())), cf_of(member.value()));
  return dictionary;
}

void cf_set(CfObject& dictionary, CfObject* key, CfObject* value) {
  dictionary.members.emplace_back(retained(key), retained(value));
}

}  // namespace patchbay::test

const CFDictionaryKeyCallBacks kCFTypeDictionaryKeyCallBacks{};
const CFDictionaryValueCallBacks kCFTypeDictionaryValueCallBacks{};
const CFBooleanRef kCFBooleanTrue = cf_as<CFBooleanRef>([] {
  auto* const object = cf_constant("");
  object->kind = Kind::flag;
  object->number = true;
  return object;
}());

CFTypeRef CFRetain(CFTypeRef value) {
  auto* const object = cf_object(value);
  if (!object || object->references < 1) throw std::logic_error("retained after its end");
  ++object->references;
  return value;
}

void CFRelease(CFTypeRef value) {
  auto* const object = cf_object(value);
  if (!object || object->references < 1) throw std::logic_error("released after its end");
  if (--object->references > 0) return;
  if (object->constant) throw std::logic_error("a constant was released");
  for (auto* const item : object->items) CFRelease(item);
  for (auto const& [key, held] : object->members) {
    CFRelease(key);
    CFRelease(held);
  }
  --living;
  delete object;
}

CFTypeID CFGetTypeID(CFTypeRef value) { return id(cf_object(value)->kind); }
Boolean CFEqual(CFTypeRef left, CFTypeRef right) {
  return left == right || (cf_object(left)->kind == cf_object(right)->kind &&
                           cf_object(left)->bytes == cf_object(right)->bytes);
}

CFStringRef CFStringCreateWithBytes(CFAllocatorRef, uint8_t const* bytes, CFIndex size, CFStringEncoding,
                                    Boolean) {
  return cf_as<CFStringRef>(
      cf_made({Kind::text, {reinterpret_cast<char const*>(bytes), static_cast<std::size_t>(size)}}));
}
CFTypeID CFStringGetTypeID() { return id(Kind::text); }
CFIndex CFStringGetLength(CFStringRef text) {
  return static_cast<CFIndex>(one(text, Kind::text).bytes.size());
}
CFIndex CFStringGetMaximumSizeForEncoding(CFIndex length, CFStringEncoding) { return length * 3; }
Boolean CFStringGetCString(CFStringRef text, char* into, CFIndex size, CFStringEncoding) {
  auto const& bytes = one(text, Kind::text).bytes;
  if (static_cast<std::size_t>(size) <= bytes.size()) return 0;
  std::memcpy(into, bytes.c_str(), bytes.size() + 1);
  return 1;
}

CFDataRef CFDataCreate(CFAllocatorRef, uint8_t const* bytes, CFIndex size) {
  return cf_as<CFDataRef>(
      cf_made({Kind::data, {reinterpret_cast<char const*>(bytes), static_cast<std::size_t>(size)}}));
}
CFTypeID CFDataGetTypeID() { return id(Kind::data); }
uint8_t const* CFDataGetBytePtr(CFDataRef data) {
  return reinterpret_cast<uint8_t const*>(one(data, Kind::data).bytes.data());
}
CFIndex CFDataGetLength(CFDataRef data) { return static_cast<CFIndex>(one(data, Kind::data).bytes.size()); }

CFTypeID CFNumberGetTypeID() { return id(Kind::number); }
Boolean CFNumberIsFloatType(CFNumberRef number) { return one(number, Kind::number).number.is_double(); }
Boolean CFNumberGetValue(CFNumberRef number, CFNumberType type, void* into) {
  auto const& value = one(number, Kind::number).number;
  if (type == kCFNumberDoubleType) {
    *static_cast<double*>(into) = value.to_number<double>();
  } else {
    *static_cast<std::int64_t*>(into) = value.to_number<std::int64_t>();
  }
  return 1;
}
CFTypeID CFBooleanGetTypeID() { return id(Kind::flag); }
Boolean CFBooleanGetValue(CFBooleanRef value) { return one(value, Kind::flag).number.get_bool(); }

CFTypeID CFArrayGetTypeID() { return id(Kind::array); }
CFIndex CFArrayGetCount(CFArrayRef array) {
  return static_cast<CFIndex>(one(array, Kind::array).items.size());
}
void const* CFArrayGetValueAtIndex(CFArrayRef array, CFIndex index) {
  return one(array, Kind::array).items.at(static_cast<std::size_t>(index));
}

CFMutableDictionaryRef CFDictionaryCreateMutable(CFAllocatorRef, CFIndex,
                                                 CFDictionaryKeyCallBacks const* keys,
                                                 CFDictionaryValueCallBacks const* values) {
  if (!keys || !values) throw std::logic_error("without these, it keeps what it does not hold");
  return cf_as<CFMutableDictionaryRef>(cf_made({Kind::dictionary}));
}
void CFDictionarySetValue(CFMutableDictionaryRef dictionary, void const* key, void const* value) {
  cf_set(*cf_object(dictionary), cf_object(key), cf_object(value));
}
CFTypeID CFDictionaryGetTypeID() { return id(Kind::dictionary); }
CFIndex CFDictionaryGetCount(CFDictionaryRef dictionary) {
  return static_cast<CFIndex>(one(dictionary, Kind::dictionary).members.size());
}
void const* CFDictionaryGetValue(CFDictionaryRef dictionary, void const* key) {
  auto const& members = one(dictionary, Kind::dictionary).members;
  auto const found = std::find_if(members.begin(), members.end(),
                                  [&](auto const& member) { return CFEqual(member.first, key); });
  return found == members.end() ? nullptr : found->second;
}
void CFDictionaryGetKeysAndValues(CFDictionaryRef dictionary, void const** keys, void const** values) {
  for (auto const& [key, value] : one(dictionary, Kind::dictionary).members) {
    *keys++ = key;
    *values++ = value;
  }
}

// The property lists of this fake are written in JSON.
CFPropertyListRef CFPropertyListCreateWithData(CFAllocatorRef, CFDataRef data, CFOptionFlags,
                                               CFPropertyListFormat*, CFErrorRef*) {
  boost::system::error_code error;
  auto const value = json::parse(one(data, Kind::data).bytes, error);
  return error ? nullptr : cf_of(value);
}
CFURLRef CFURLCreateWithBytes(CFAllocatorRef, uint8_t const* bytes, CFIndex size, CFStringEncoding,
                              CFURLRef) {
  return cf_as<CFURLRef>(
      cf_made({Kind::other, {reinterpret_cast<char const*>(bytes), static_cast<std::size_t>(size)}}));
}
