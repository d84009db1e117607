# Answers Patchbay's find_package() calls from the folder that dependencies.sh filled, so that no CMakeLists.txt of the project has to
# know what it is built with: every library is static, and each target names what it needs of macOS itself. Set as
# CMAKE_PROJECT_TOP_LEVEL_INCLUDES by the `macos` preset.
set(PATCHBAY_MACOS_PACKAGES Boost OpenSSL SQLiteCpp CURL date CLI11 Protobuf)

macro(patchbay_library target file)
  add_library(${target} STATIC IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES IMPORTED_LOCATION ${prefix}/lib/${file}
    INTERFACE_INCLUDE_DIRECTORIES ${prefix}/include INTERFACE_LINK_LIBRARIES "${ARGN}")
endmacro()

macro(patchbay_headers target)
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES INTERFACE_INCLUDE_DIRECTORIES ${prefix}/include)
endmacro()

function(patchbay_macos_packages)
  set(prefix ${PATCHBAY_MACOS_DEPENDENCIES})
  if(TARGET Boost::headers)
    return()
  endif()
  if(NOT EXISTS ${prefix}/complete)
    message(FATAL_ERROR "There are no dependencies in '${prefix}': run installer/macos/build.sh.")
  endif()
  foreach(target Boost::headers CLI11::CLI11 protobuf::libprotobuf)  # the last is a part of libphonenumber.a
    patchbay_headers(${target})
  endforeach()
  patchbay_library(Boost::json libboost_json.a)
  patchbay_library(OpenSSL::Crypto libcrypto.a)
  patchbay_library(OpenSSL::SSL libssl.a OpenSSL::Crypto)
  patchbay_library(patchbay_sqlite libsqlite3.a)
  patchbay_library(SQLiteCpp libSQLiteCpp.a patchbay_sqlite)
  patchbay_library(patchbay_nghttp2 libnghttp2.a)
  patchbay_library(CURL::libcurl libcurl.a
    "patchbay_nghttp2;OpenSSL::SSL;${prefix}/lib/libz.a;-framework CoreFoundation;-framework SystemConfiguration")
  set_target_properties(CURL::libcurl PROPERTIES INTERFACE_COMPILE_DEFINITIONS "CURL_STATICLIB;NGHTTP2_STATICLIB")
  patchbay_library(date::date-tz libdate-tz.a)
  set_target_properties(date::date-tz PROPERTIES INTERFACE_COMPILE_DEFINITIONS "USE_OS_TZDB=1;HAS_REMOTE_API=0;AUTO_DOWNLOAD=0")
  patchbay_library(patchbay_phonenumber libphonenumber.a "-framework CoreFoundation")
  set_target_properties(patchbay_phonenumber PROPERTIES
    INTERFACE_COMPILE_DEFINITIONS "I18N_PHONENUMBERS_USE_RE2;I18N_PHONENUMBERS_USE_STDMUTEX;I18N_PHONENUMBERS_NO_THREAD_SAFETY_CHECK=1")
  set(PATCHBAY_PHONENUMBER_INCLUDE ${prefix}/include CACHE PATH "")
  set(PATCHBAY_PHONENUMBER patchbay_phonenumber CACHE STRING "")
endfunction()

macro(patchbay_answer_find_package method name)
  if("${name}" IN_LIST PATCHBAY_MACOS_PACKAGES)
    patchbay_macos_packages()
    set(${name}_FOUND TRUE)
  endif()
endmacro()
cmake_language(SET_DEPENDENCY_PROVIDER patchbay_answer_find_package SUPPORTED_METHODS FIND_PACKAGE)

# A library says by which name programs are to link it: nobody links an adapter, which would name the folder that it was built in.
set(CMAKE_INSTALL_NAME_DIR @rpath)
set(CMAKE_BUILD_WITH_INSTALL_NAME_DIR ON)
