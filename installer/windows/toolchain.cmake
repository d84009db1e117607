# Debian's mingw-w64 with POSIX threads: GCC 12, the same compiler as the native one. The libraries that Patchbay links come from
# PATCHBAY_WINDOWS_DEPENDENCIES, which installer/windows/dependencies.sh fills; see packages.cmake.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR AMD64)

set(triple x86_64-w64-mingw32)
set(CMAKE_C_COMPILER ${triple}-gcc-posix)
set(CMAKE_CXX_COMPILER ${triple}-g++-posix)
set(CMAKE_RC_COMPILER ${triple}-windres)
set(CMAKE_AR /usr/bin/${triple}-ar CACHE FILEPATH "")
set(CMAKE_RANLIB /usr/bin/${triple}-ranlib CACHE FILEPATH "")

if(NOT PATCHBAY_WINDOWS_DEPENDENCIES)
  set(PATCHBAY_WINDOWS_DEPENDENCIES "$ENV{PATCHBAY_WINDOWS_DEPENDENCIES}")
endif()
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES PATCHBAY_WINDOWS_DEPENDENCIES)
set(CMAKE_FIND_ROOT_PATH "${PATCHBAY_WINDOWS_DEPENDENCIES}" /usr/${triple})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

# Windows 10 and later.
set(system "-D_WIN32_WINNT=0x0A00 -DWINVER=0x0A00 -DWIN32_LEAN_AND_MEAN -DNOMINMAX")
# Where a source file lies on the machine that builds is no business of the one that runs it: Boost and others put __FILE__ into programs.
get_filename_component(repository "${CMAKE_CURRENT_LIST_DIR}" DIRECTORY)
get_filename_component(repository "${repository}" DIRECTORY)
foreach(folder "${repository}" "${PATCHBAY_WINDOWS_DEPENDENCIES}.work" "${PATCHBAY_WINDOWS_DEPENDENCIES}/include" /usr/include)
  string(APPEND system " \"-fmacro-prefix-map=${folder}/=\"")
endforeach()
set(CMAKE_C_FLAGS_INIT "${system}")
set(CMAKE_CXX_FLAGS_INIT "${system}")
# No DLL but Windows' own beside the program. Modules have flags of their own in CMake: without these an adapter would ask for
# libstdc++-6.dll when it is loaded.
foreach(kind EXE SHARED MODULE)
  set(CMAKE_${kind}_LINKER_FLAGS_INIT "-static -Wl,--dynamicbase,--nxcompat,--high-entropy-va")
endforeach()
set(CMAKE_CROSSCOMPILING_EMULATOR /usr/bin/wine)
