# zig's clang for macOS: compiler.sh puts it into PATCHBAY_MACOS_COMPILER. The libraries that Patchbay links come from
# PATCHBAY_MACOS_DEPENDENCIES, which dependencies.sh fills; see packages.cmake. PATCHBAY_MACOS_CPU is arm64 or x86_64. On a Mac, Xcode's
# clang needs none of this.
set(CMAKE_SYSTEM_NAME Darwin)
set(CMAKE_SYSTEM_VERSION 22)

foreach(name PATCHBAY_MACOS_COMPILER PATCHBAY_MACOS_DEPENDENCIES PATCHBAY_MACOS_CPU)
  if(NOT ${name})
    set(${name} "$ENV{${name}}")
  endif()
  list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES ${name})
endforeach()
set(CMAKE_SYSTEM_PROCESSOR ${PATCHBAY_MACOS_CPU})

set(tools ${PATCHBAY_MACOS_COMPILER}/bin)
set(CMAKE_C_COMPILER ${tools}/${PATCHBAY_MACOS_CPU}-cc)
set(CMAKE_CXX_COMPILER ${tools}/${PATCHBAY_MACOS_CPU}-c++)
set(CMAKE_AR ${tools}/ar CACHE FILEPATH "")
set(CMAKE_RANLIB ${tools}/ranlib CACHE FILEPATH "")
set(CMAKE_INSTALL_NAME_TOOL /bin/true CACHE FILEPATH "")  # CMake wants one to exist, and nothing is renamed
# Which processor and which macOS it is for, the compiler's own name says; CMake's options for that are Xcode's.
set(CMAKE_OSX_ARCHITECTURES "" CACHE STRING "")
set(CMAKE_OSX_SYSROOT "" CACHE STRING "")
set(CMAKE_OSX_DEPLOYMENT_TARGET "" CACHE STRING "")

# Nothing of the machine that builds shows in what it builds: neither in what a source says of where it lies (tool.sh does the same for the
# libraries), nor in the symbols that a linker keeps for debuggers, which name each object file.
set(CMAKE_C_FLAGS_INIT "\"-fmacro-prefix-map=${CMAKE_SOURCE_DIR}/=\"")
set(CMAKE_CXX_FLAGS_INIT ${CMAKE_C_FLAGS_INIT})
set(CMAKE_EXE_LINKER_FLAGS_INIT -s)
set(CMAKE_SHARED_LINKER_FLAGS_INIT -s)

set(CMAKE_FIND_ROOT_PATH "${PATCHBAY_MACOS_DEPENDENCIES}")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
