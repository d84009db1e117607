#include "platform/access_win32.hpp"

#include <array>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <aclapi.h>
#include <sddl.h>

namespace patchbay::platform {
namespace {

std::wstring text_of(PSID sid) {
  wchar_t* text = nullptr;
  if (!ConvertSidToStringSidW(sid, &text)) return {};
  std::wstring out(text);
  LocalFree(text);
  return out;
}

// The system, its administrators, and the service that Windows itself is installed by. An entry for the
// creator or the owner stands for whoever owns the thing, who is judged anyway.
bool is_administrator(std::wstring_view sid) {
  static constexpr std::array<std::wstring_view, 5> trusted{
      L"S-1-5-18", L"S-1-5-32-544", L"S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464",
      L"S-1-3-0", L"S-1-3-4"};
  for (auto const one : trusted)
    if (sid == one) return true;
  return false;
}

bool is_trusted(PSID sid, Owner owner) {
  auto const text = text_of(sid);
  return is_administrator(text) || (owner == Owner::user && text == current_user());
}

std::string name_of(PSID sid) {
  std::array<wchar_t, 256> name{}, domain{};
  DWORD name_size = name.size(), domain_size = domain.size();
  SID_NAME_USE use{};
  if (LookupAccountSidW(nullptr, sid, name.data(), &name_size, domain.data(), &domain_size, &use))
    return utf8(name.data());
  return utf8(text_of(sid));
}

}  // namespace

std::wstring current_user() {
  static std::wstring const user = [] {
    HANDLE opened = nullptr;
    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &opened))
      throw std::runtime_error("The system does not say who runs this program.");
    Handle const token(opened);
    DWORD size = 0;
    GetTokenInformation(token.get(), TokenUser, nullptr, 0, &size);
    std::vector<std::byte> buffer(size);
    if (!GetTokenInformation(token.get(), TokenUser, buffer.data(), size, &size))
      throw std::runtime_error("The system does not say who runs this program.");
    return text_of(reinterpret_cast<TOKEN_USER const*>(buffer.data())->User.Sid);
  }();
  return user;
}

PrivateAccess::PrivateAccess() {
  auto const user = current_user();
  auto const text = L"O:" + user + L"D:P(A;OICI;FA;;;" + user + L")(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)";
  attributes_.nLength = sizeof attributes_;
  if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(text.c_str(), SDDL_REVISION_1,
                                                            &attributes_.lpSecurityDescriptor, nullptr))
    throw std::runtime_error("The system knows no access list for this user alone.");
}

PrivateAccess::~PrivateAccess() { LocalFree(attributes_.lpSecurityDescriptor); }

Judged::Judged(std::filesystem::path const& path) {
  Handle const opened(CreateFileW(path.c_str(), READ_CONTROL | FILE_READ_ATTRIBUTES,
                                  FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                  OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT | FILE_FLAG_BACKUP_SEMANTICS,
                                  nullptr));
  BY_HANDLE_FILE_INFORMATION about{};
  if (!opened || !GetFileInformationByHandle(opened.get(), &about)) {
    error_ = GetLastError();
    return;
  }
  attributes_ = about.dwFileAttributes;
  error_ =
      GetSecurityInfo(opened.get(), SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION,
                      &file_owner_, nullptr, &list_, nullptr, &descriptor_);
}

Judged::~Judged() { LocalFree(descriptor_); }

bool Judged::owned_by(Owner owner) const { return file_owner_ && is_trusted(file_owner_, owner); }

std::optional<std::string> Judged::other_who(ACCESS_MASK rights, Owner owner) const {
  if (!list_) return "everybody";  // no list at all keeps nobody out
  for (DWORD index = 0; index < list_->AceCount; ++index) {
    void* entry = nullptr;
    if (!GetAce(list_, index, &entry)) return "somebody";
    auto const& header = *static_cast<ACE_HEADER const*>(entry);
    if (header.AceFlags & INHERIT_ONLY_ACE) continue;  // says nothing about this one
    if (header.AceType == ACCESS_DENIED_ACE_TYPE) continue;
    if (header.AceType != ACCESS_ALLOWED_ACE_TYPE) return "somebody, on a condition";
    auto* const allowed = static_cast<ACCESS_ALLOWED_ACE*>(entry);
    auto* const whom = reinterpret_cast<PSID>(&allowed->SidStart);
    if ((allowed->Mask & rights) && !is_trusted(whom, owner)) return name_of(whom);
  }
  return std::nullopt;
}

}  // namespace patchbay::platform
