// trust_authority.exe FILE: puts a certificate (PEM) where Group Policy puts a company's own authority. Status 0: it is there.
#include <windows.h>

#include <wincrypt.h>

int wmain(int count, wchar_t **words) {
  HANDLE file = count == 2 ? CreateFileW(words[1], GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL) : INVALID_HANDLE_VALUE;
  char text[16384];
  DWORD size = 0;
  if (file == INVALID_HANDLE_VALUE || !ReadFile(file, text, sizeof text, &size, NULL)) return 1;
  BYTE certificate[16384];
  DWORD length = sizeof certificate;
  if (!CryptStringToBinaryA(text, size, CRYPT_STRING_BASE64HEADER, certificate, &length, NULL, NULL)) return 2;
  HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0, CERT_SYSTEM_STORE_LOCAL_MACHINE, L"Root");
  if (!store) return 3;
  BOOL added = CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, certificate, length, CERT_STORE_ADD_REPLACE_EXISTING, NULL);
  return CertCloseStore(store, 0) && added ? 0 : 4;
}
