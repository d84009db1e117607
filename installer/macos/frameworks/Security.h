// Declarations of our own of what Patchbay calls of Apple's framework: see CoreFoundation.h.
#pragma once

#include <CoreFoundation/CoreFoundation.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef int32_t OSStatus;
typedef struct __SecKeychain* SecKeychainRef;
typedef struct __SecCertificate* SecCertificateRef;
typedef struct __SecPolicy* SecPolicyRef;
typedef uint32_t SecTrustSettingsDomain;

enum { errSecSuccess = 0, errSecDuplicateItem = -25299, errSecItemNotFound = -25300 };
enum { kSecTrustSettingsDomainUser = 0, kSecTrustSettingsDomainAdmin = 1, kSecTrustSettingsDomainSystem = 2 };
enum { kSecTrustSettingsResultTrustRoot = 1, kSecTrustSettingsResultTrustAsRoot = 2, kSecTrustSettingsResultDeny = 3 };

extern const CFStringRef kSecClass;
extern const CFStringRef kSecClassGenericPassword;
extern const CFStringRef kSecAttrService;
extern const CFStringRef kSecAttrAccount;
extern const CFStringRef kSecAttrLabel;
extern const CFStringRef kSecValueData;
extern const CFStringRef kSecReturnData;
extern const CFStringRef kSecPolicyOid;
extern const CFStringRef kSecPolicyAppleSSL;

OSStatus SecItemAdd(CFDictionaryRef attributes, CFTypeRef* result);
OSStatus SecItemCopyMatching(CFDictionaryRef query, CFTypeRef* result);
OSStatus SecItemUpdate(CFDictionaryRef query, CFDictionaryRef changes);
OSStatus SecItemDelete(CFDictionaryRef query);
OSStatus SecKeychainCopyDefault(SecKeychainRef* keychain);
CFStringRef SecCopyErrorMessageString(OSStatus status, void* reserved);

OSStatus SecTrustCopyAnchorCertificates(CFArrayRef* anchors);
OSStatus SecTrustSettingsCopyCertificates(SecTrustSettingsDomain domain, CFArrayRef* certificates);
OSStatus SecTrustSettingsCopyTrustSettings(SecCertificateRef certificate, SecTrustSettingsDomain domain, CFArrayRef* settings);
CFDataRef SecCertificateCopyData(SecCertificateRef certificate);
CFDictionaryRef SecPolicyCopyProperties(SecPolicyRef policy);

#ifdef __cplusplus
}
#endif
