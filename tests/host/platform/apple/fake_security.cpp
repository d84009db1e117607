#include "host/platform/apple/fake_security.hpp"

#include <stdexcept>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "host/platform/apple/fake_core_foundation.hpp"

namespace json = boost::json;
using namespace patchbay::test;

const CFStringRef kSecClass = cf_as<CFStringRef>(cf_constant("class"));
const CFStringRef kSecClassGenericPassword = cf_as<CFStringRef>(cf_constant("generic password"));
const CFStringRef kSecAttrService = cf_as<CFStringRef>(cf_constant("service"));
const CFStringRef kSecAttrAccount = cf_as<CFStringRef>(cf_constant("account"));
const CFStringRef kSecAttrLabel = cf_as<CFStringRef>(cf_constant("label"));
const CFStringRef kSecValueData = cf_as<CFStringRef>(cf_constant("data"));
const CFStringRef kSecReturnData = cf_as<CFStringRef>(cf_constant("return data"));
const CFStringRef kSecPolicyOid = cf_as<CFStringRef>(cf_constant("oid"));
const CFStringRef kSecPolicyAppleSSL = cf_as<CFStringRef>(cf_constant("ssl"));

namespace {

std::string text_at(CFDictionaryRef dictionary, CFStringRef key) {
  auto const* const value = CFDictionaryGetValue(dictionary, key);
  return value ? cf_object(value)->bytes : std::string();
}

std::pair<std::string, std::string> item_of(CFDictionaryRef query) {
  if (text_at(query, kSecClass) != "generic password") throw std::logic_error("a question without a class");
  return {text_at(query, kSecAttrService), text_at(query, kSecAttrAccount)};
}

std::optional<json::value> const& said(FakeCertificate const& certificate, SecTrustSettingsDomain domain) {
  static std::optional<json::value> const nothing;
  if (domain == kSecTrustSettingsDomainUser) return certificate.user;
  return domain == kSecTrustSettingsDomainAdmin ? certificate.administrator : nothing;
}

template <class Wanted>
CFArrayRef certificates_that(Wanted wanted) {
  auto* const array = cf_made({Kind::array});
  for (auto const& certificate : fake_security().certificates)
    if (wanted(certificate)) array->items.push_back(cf_made({Kind::other, certificate.bytes}));
  return cf_as<CFArrayRef>(array);
}

}  // namespace

namespace patchbay::test {

FakeSecurity& fake_security() {
  static FakeSecurity security;
  return security;
}

}  // namespace patchbay::test

OSStatus SecKeychainCopyDefault(SecKeychainRef* keychain) {
  if (!fake_security().has_keychain) return -25307;
  *keychain = cf_as<SecKeychainRef>(cf_made({Kind::other}));
  return errSecSuccess;
}

OSStatus SecItemAdd(CFDictionaryRef attributes, CFTypeRef*) {
  auto& security = fake_security();
  if (security.refusal != errSecSuccess) return security.refusal;
  bool const added = security.items.emplace(item_of(attributes), text_at(attributes, kSecValueData)).second;
  return added ? errSecSuccess : errSecDuplicateItem;
}

OSStatus SecItemCopyMatching(CFDictionaryRef query, CFTypeRef* result) {
  auto& security = fake_security();
  if (security.refusal != errSecSuccess) return security.refusal;
  auto const found = security.items.find(item_of(query));
  if (found == security.items.end()) return errSecItemNotFound;
  if (CFDictionaryGetValue(query, kSecReturnData) != kCFBooleanTrue)
    throw std::logic_error("the data was not asked for");
  *result = cf_made({Kind::data, found->second});
  return errSecSuccess;
}

OSStatus SecItemUpdate(CFDictionaryRef query, CFDictionaryRef changes) {
  auto& security = fake_security();
  if (security.refusal != errSecSuccess) return security.refusal;
  auto const found = security.items.find(item_of(query));
  if (found == security.items.end()) return errSecItemNotFound;
  found->second = text_at(changes, kSecValueData);
  return errSecSuccess;
}

OSStatus SecItemDelete(CFDictionaryRef query) {
  auto& security = fake_security();
  if (security.refusal != errSecSuccess) return security.refusal;
  return security.items.erase(item_of(query)) == 1 ? errSecSuccess : errSecItemNotFound;
}

CFStringRef SecCopyErrorMessageString(OSStatus status, void*) {
  return status == -25308 ? cf_as<CFStringRef>(cf_made({Kind::text, "User interaction is not allowed."}))
                          : nullptr;
}

OSStatus SecTrustCopyAnchorCertificates(CFArrayRef* anchors) {
  *anchors = certificates_that([](auto const& certificate) { return certificate.apples; });
  return errSecSuccess;
}

OSStatus SecTrustSettingsCopyCertificates(SecTrustSettingsDomain domain, CFArrayRef* certificates) {
  *certificates =
      certificates_that([&](auto const& certificate) { return said(certificate, domain).has_value(); });
  return errSecSuccess;
}

OSStatus SecTrustSettingsCopyTrustSettings(SecCertificateRef certificate, SecTrustSettingsDomain domain,
                                           CFArrayRef* settings) {
  for (auto const& one : fake_security().certificates) {
    if (one.bytes != cf_object(certificate)->bytes || !said(one, domain)) continue;
    auto* const list = cf_made({Kind::array});
    for (auto const& row : said(one, domain)->as_array()) {
      list->items.push_back(cf_of(row));
      if (!row.as_object().contains("policy")) continue;
      auto* const policy = cf_of(row.as_object().at("policy"));
      auto* const name = cf_of(json::value("kSecTrustSettingsPolicy"));
      cf_set(*list->items.back(), name, policy);
      CFRelease(name);
      CFRelease(policy);
    }
    *settings = cf_as<CFArrayRef>(list);
    return errSecSuccess;
  }
  return errSecItemNotFound;
}

CFDataRef SecCertificateCopyData(SecCertificateRef certificate) {
  return cf_as<CFDataRef>(cf_made({Kind::data, cf_object(certificate)->bytes}));
}

CFDictionaryRef SecPolicyCopyProperties(SecPolicyRef policy) {
  auto* const properties = cf_made({Kind::dictionary});
  cf_set(*properties, cf_object(kSecPolicyOid), cf_object(policy));
  return cf_as<CFDictionaryRef>(properties);
}
