// Where the library `date` finds its time zones on Windows: the folder tzdata beside the program.
#include <string>

#include <windows.h>

std::string patchbay_time_zone_folder() {
  wchar_t program[32768];
  DWORD const length = GetModuleFileNameW(nullptr, program, 32768);
  std::wstring folder(program, length);
  folder.resize(folder.find_last_of(L'\\') + 1);
  folder += L"tzdata";
  // It opens files by their names in the system's code page. The short names are ASCII in any.
  wchar_t short_name[32768];
  if (DWORD const size = GetShortPathNameW(folder.c_str(), short_name, 32768))
    folder.assign(short_name, size);
  std::string name(folder.size() * 4, '\0');
  name.resize(WideCharToMultiByte(CP_ACP, 0, folder.data(), static_cast<int>(folder.size()), name.data(),
                                  static_cast<int>(name.size()), nullptr, nullptr));
  return name;
}
