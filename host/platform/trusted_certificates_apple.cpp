#include "platform/trusted_certificates_apple.hpp"

#include <cstdint>
#include <memory>
#include <set>

#include <openssl/bio.h>
#include <openssl/pem.h>

#include "platform/cf_apple.hpp"

#include <Security/Security.h>

namespace patchbay::platform {
namespace {

enum class Trust { unsaid, trusted, denied };

// A setting may be for another purpose only, such as signed mail.
bool is_for_tls(CFDictionaryRef setting) {
  auto const* const policy = value_at(setting, "kSecTrustSettingsPolicy");
  if (!policy) return true;
  Owned<CFDictionaryRef> const about(
      SecPolicyCopyProperties(static_cast<SecPolicyRef>(const_cast<void*>(policy))));
  auto const* const purpose = about ? CFDictionaryGetValue(about.get(), kSecPolicyOid) : nullptr;
  return purpose && CFEqual(purpose, kSecPolicyAppleSSL);
}

Trust setting_says(CFDictionaryRef setting) {
  std::int64_t result = kSecTrustSettingsResultTrustRoot;  // where nothing is said
  if (auto const* const number = value_at(setting, "kSecTrustSettingsResult"))
    CFNumberGetValue(static_cast<CFNumberRef>(number), kCFNumberSInt64Type, &result);
  if (result == kSecTrustSettingsResultDeny) return Trust::denied;
  // Trusted for one host only, or with one fault forgiven: a list of certificates cannot say that.
  bool const conditional = value_at(setting, "kSecTrustSettingsPolicyString") ||
                           value_at(setting, "kSecTrustSettingsAllowedError");
  bool const trusted =
      result == kSecTrustSettingsResultTrustRoot || result == kSecTrustSettingsResultTrustAsRoot;
  return trusted && !conditional ? Trust::trusted : Trust::unsaid;
}

Trust domain_says(SecCertificateRef certificate, SecTrustSettingsDomain domain) {
  CFArrayRef found = nullptr;
  if (SecTrustSettingsCopyTrustSettings(certificate, domain, &found) != errSecSuccess || !found)
    return Trust::unsaid;
  Owned<CFArrayRef> const settings(found);
  if (CFArrayGetCount(settings.get()) == 0) return Trust::trusted;  // for everything
  Trust said = Trust::unsaid;
  for (CFIndex index = 0; index < CFArrayGetCount(settings.get()); ++index) {
    auto const* const setting = static_cast<CFDictionaryRef>(CFArrayGetValueAtIndex(settings.get(), index));
    if (!is_for_tls(setting)) continue;
    if (auto const one = setting_says(setting); one != Trust::unsaid) said = one;
    if (said == Trust::denied) return said;
  }
  return said;
}

// What the user says counts before what the administrator says.
Trust people_say(SecCertificateRef certificate) {
  auto const user = domain_says(certificate, kSecTrustSettingsDomainUser);
  return user != Trust::unsaid ? user : domain_says(certificate, kSecTrustSettingsDomainAdmin);
}

// Its bytes (DER); empty for what cannot be read.
std::string bytes_in(SecCertificateRef certificate) {
  Owned<CFDataRef> const data(SecCertificateCopyData(certificate));
  return data ? bytes_of(data.get()) : std::string();
}

void add(CFArrayRef certificates, Trust unless_said, std::set<std::string>& trusted) {
  for (CFIndex index = 0; index < CFArrayGetCount(certificates); ++index) {
    auto* const certificate =
        static_cast<SecCertificateRef>(const_cast<void*>(CFArrayGetValueAtIndex(certificates, index)));
    auto const said = people_say(certificate);
    if ((said == Trust::unsaid ? unless_said : said) != Trust::trusted) continue;
    if (auto bytes = bytes_in(certificate); !bytes.empty()) trusted.insert(std::move(bytes));
  }
}

}  // namespace

std::string trusted_certificates() {
  std::set<std::string> trusted;
  CFArrayRef found = nullptr;
  if (SecTrustCopyAnchorCertificates(&found) == errSecSuccess && found)
    add(Owned<CFArrayRef>(found).get(), Trust::trusted, trusted);
  for (auto const domain : {kSecTrustSettingsDomainUser, kSecTrustSettingsDomainAdmin}) {
    found = nullptr;
    if (SecTrustSettingsCopyCertificates(static_cast<SecTrustSettingsDomain>(domain), &found) ==
            errSecSuccess &&
        found)
      add(Owned<CFArrayRef>(found).get(), Trust::unsaid, trusted);
  }
  std::unique_ptr<BIO, decltype(&BIO_free_all)> const text(BIO_new(BIO_s_mem()), &BIO_free_all);
  for (auto const& bytes : trusted) {
    auto const* const data = reinterpret_cast<unsigned char const*>(bytes.data());
    PEM_write_bio(text.get(), PEM_STRING_X509, "", data, static_cast<long>(bytes.size()));
  }
  char* start = nullptr;
  auto const size = BIO_get_mem_data(text.get(), &start);
  return std::string(start, static_cast<std::size_t>(size));
}

}  // namespace patchbay::platform
