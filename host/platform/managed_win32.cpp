// Group Policy writes into the registry. There a key is an object, a text a text (but "true" and "false"), a
// number a number, a list of texts a list; and so is a key whose values are called 1, 2, 3, which is how
// Group Policy writes lists.
#include "platform/managed.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "platform/registry_win32.hpp"
#include "platform/win32.hpp"

#include <shlobj.h>

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr char const* own_key = "Software\\Policies\\Patchbay";
// What the installer was told in its properties.
constexpr char const* installed_key = "Software\\Patchbay\\Policy";
constexpr int deepest = 8;  // far beyond any policy

class Key {
 public:
  Key(HKEY above, std::wstring const& name) {
    if (RegOpenKeyExW(above, name.c_str(), 0, KEY_READ | KEY_WOW64_64KEY, &key_) != ERROR_SUCCESS)
      key_ = nullptr;
  }
  ~Key() {
    if (key_) RegCloseKey(key_);
  }
  Key(Key const&) = delete;
  Key& operator=(Key const&) = delete;
  explicit operator bool() const { return key_ != nullptr; }
  HKEY get() const { return key_; }

 private:
  HKEY key_ = nullptr;
};

json::array texts_in(std::wstring_view block) {
  json::array out;
  while (!block.empty() && block.front() != L'\0') {
    auto const end = std::min(block.find(L'\0'), block.size());
    out.emplace_back(utf8(block.substr(0, end)));
    block.remove_prefix(std::min(end + 1, block.size()));
  }
  return out;
}

json::value text_value(std::wstring_view text) {
  text = text.substr(0, text.find(L'\0'));
  if (text == L"true" || text == L"false") return text == L"true";
  return json::value(utf8(text));
}

// Kinds that no policy has are null, which the strict reader refuses by name.
json::value value_of(DWORD kind, std::wstring const& data) {
  if (kind == REG_SZ || kind == REG_EXPAND_SZ) return text_value(data);
  if (kind == REG_MULTI_SZ) return texts_in(data);
  DWORD number = 0;
  if (kind != REG_DWORD || data.size() * sizeof(wchar_t) < sizeof number) return nullptr;
  std::memcpy(&number, data.data(), sizeof number);
  return number;
}

// A key's values in the registry's order, the unnamed one left out.
json::object values_of(HKEY key) {
  json::object out;
  for (DWORD index = 0;; ++index) {
    wchar_t name[256];
    DWORD name_size = 256, kind = 0, bytes = 0;
    if (RegEnumValueW(key, index, name, &name_size, nullptr, &kind, nullptr, &bytes) != ERROR_SUCCESS)
      return out;
    std::wstring data(bytes / sizeof(wchar_t) + 1, L'\0');
    bytes = static_cast<DWORD>(data.size() * sizeof(wchar_t));
    if (RegQueryValueExW(key, name, nullptr, &kind, reinterpret_cast<BYTE*>(data.data()), &bytes) !=
        ERROR_SUCCESS)
      continue;
    data.resize(bytes / sizeof(wchar_t));
    auto value = value_of(kind, data);
    bool const unfilled = value.is_string() && value.get_string().empty();  // a property that nobody gave
    if (name_size > 0 && !unfilled) out[utf8({name, name_size})] = std::move(value);
  }
}

json::value list_or_object(json::object object) {
  json::array list;
  for (std::size_t number = 1; number <= object.size(); ++number) {
    auto const* item = object.if_contains(std::to_string(number));
    if (!item) return object;
    list.push_back(*item);
  }
  return list;
}

json::object object_at(HKEY key, int depth) {
  auto out = values_of(key);
  for (DWORD index = 0; depth < deepest; ++index) {
    wchar_t name[256];
    DWORD size = 256;
    if (RegEnumKeyExW(key, index, name, &size, nullptr, nullptr, nullptr, nullptr) != ERROR_SUCCESS) break;
    Key const below(key, name);
    auto object = below ? object_at(below.get(), depth + 1) : json::object();
    if (!object.empty()) out[utf8({name, size})] = list_or_object(std::move(object));
  }
  return out;
}

// The CONFIGFILE that the installer was told of. Empty: of none.
fs::path told_policy_file() {
  return registry_text(HKEY_LOCAL_MACHINE, L"Software\\Patchbay", L"ConfigFile");
}

// Where only an administrator writes; not below ProgramData, where any user may be the first to make a folder
// of this name.
fs::path usual_policy_file() {
  PWSTR folder = nullptr;
  fs::path const programs =
      SUCCEEDED(SHGetKnownFolderPath(FOLDERID_ProgramFiles, 0, nullptr, &folder)) ? folder : L"";
  CoTaskMemFree(folder);
  return programs / "Patchbay" / "policy.json";
}

json::object object_below(HKEY root, std::string const& place) {
  Key const key(root, utf16(place));
  return key ? object_at(key.get(), 0) : json::object();
}

// Browsers' policies are true or false where the registry has a number.
json::object with_flags(json::object policies) {
  for (auto& member : policies)
    if (member.value() == 0 || member.value() == 1) member.value() = member.value() == 1;
  return policies;
}

void add(std::string source, json::object const& object, std::vector<ManagedDocument>& documents) {
  if (!object.empty()) documents.push_back({std::move(source), json::serialize(object)});
}

}  // namespace

Result<std::vector<ManagedDocument>> policy_documents() {
  std::vector<ManagedDocument> documents;
  add(std::string("HKLM\\") + installed_key, object_below(HKEY_LOCAL_MACHINE, installed_key), documents);
  auto const told = told_policy_file();
  auto const file = told.empty() ? usual_policy_file() : told;
  std::error_code problem;
  // One that was told of has to be there: a share looks like no file to a laptop that is taken out of its
  // network.
  if (!told.empty() || fs::status(file, problem).type() != fs::file_type::not_found) {
    std::ifstream stream(file, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(stream), {});
    // Going on without it would let everybody do what the organisation forbids.
    if (!stream.is_open() || stream.bad())
      return fail(ErrorCode::invalid_params, "The organisation's policy " + file.string() +
                                                 " cannot be read. An administrator can mend that.");
    documents.push_back({file.string(), std::move(text)});
  }
  add(std::string("HKLM\\") + own_key, object_below(HKEY_LOCAL_MACHINE, own_key), documents);
  return documents;
}

std::vector<ManagedDocument> browser_policies(std::string const& place, fs::path const&) {
  std::vector<ManagedDocument> documents;
  add("HKLM\\" + place, with_flags(object_below(HKEY_LOCAL_MACHINE, place)), documents);
  add("HKCU\\" + place, with_flags(object_below(HKEY_CURRENT_USER, place)), documents);
  return documents;
}

}  // namespace patchbay::platform
