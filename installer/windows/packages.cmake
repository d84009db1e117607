# Answers Patchbay's find_package() calls from the folder that dependencies.sh filled, so that no CMakeLists.txt of the project has to
# know that it is built for Windows: every library is static, and each target names what it needs of Windows itself.
# Set as CMAKE_PROJECT_TOP_LEVEL_INCLUDES by the `windows` presets.
set(PATCHBAY_WINDOWS_PACKAGES Boost OpenSSL SQLiteCpp CURL date CLI11 Catch2 Protobuf)

macro(patchbay_library target file)
  add_library(${target} STATIC IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES IMPORTED_LOCATION ${prefix}/lib/${file}
    INTERFACE_INCLUDE_DIRECTORIES ${prefix}/include INTERFACE_LINK_LIBRARIES "${ARGN}")
endmacro()

macro(patchbay_headers target)
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES INTERFACE_INCLUDE_DIRECTORIES ${prefix}/include INTERFACE_LINK_LIBRARIES "${ARGN}")
endmacro()

# std::stop_callback sleeps for ever now and then with GCC 12's library where there are no futexes: its destructor, which waits for a
# callback that runs, looks whether that is over and only then goes to sleep, and the end of the callback is told in between (GCC's bug
# 106183). So the compiler's header is taken with both under the mutex that it has for this. A later one has another text, and stays as it is.
function(patchbay_mend_atomic_wait)
  execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=include/c++/bits/atomic_wait.h
                  OUTPUT_VARIABLE header OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  file(READ ${header} text)
  set(hold "\t    lock_guard<mutex> __l(_M_mtx);\n")
  set(look "\t__atomic_load(__addr, &__val, __ATOMIC_SEQ_CST);\n")
  set(sleep "\t    _M_cv.wait(_M_mtx);\n")
  set(tell "\tif (__all)\n\t  _M_cv.notify_all();\n")
  string(REPLACE "${look}\tif (__val == __old)\n\t  {\n${hold}${sleep}\t  }\n" "${hold}${look}\tif (__val == __old)\n${sleep}"
         mended "${text}")
  if(NOT mended STREQUAL text)
    string(REPLACE "${tell}" "${hold}${tell}" mended "${mended}")
    file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/mended/bits/atomic_wait.h CONTENT "${mended}" @ONLY)
    include_directories(SYSTEM ${PROJECT_BINARY_DIR}/mended)
  endif()
endfunction()

function(patchbay_windows_packages)
  set(prefix ${PATCHBAY_WINDOWS_DEPENDENCIES})
  if(TARGET Boost::headers)
    return()
  endif()
  if(NOT EXISTS ${prefix}/complete)
    message(FATAL_ERROR "There are no dependencies in '${prefix}': run installer/windows/build.sh.")
  endif()
  patchbay_mend_atomic_wait()
  patchbay_headers(Boost::headers "ws2_32;mswsock")  # what Boost.Asio needs
  patchbay_library(Boost::json libboost_json.a)
  patchbay_library(OpenSSL::Crypto libcrypto.a "ws2_32;crypt32;bcrypt;advapi32;user32;gdi32")
  patchbay_library(OpenSSL::SSL libssl.a OpenSSL::Crypto)
  patchbay_library(patchbay_sqlite libsqlite3.a)
  patchbay_library(SQLiteCpp libSQLiteCpp.a patchbay_sqlite)
  patchbay_library(patchbay_nghttp2 libnghttp2.a)
  patchbay_library(CURL::libcurl libcurl.a "patchbay_nghttp2;OpenSSL::SSL;${prefix}/lib/libz.a;ws2_32;crypt32;bcrypt;secur32")
  set_target_properties(CURL::libcurl PROPERTIES INTERFACE_COMPILE_DEFINITIONS "CURL_STATICLIB;NGHTTP2_STATICLIB")
  patchbay_library(date::date-tz libdate-tz.a "ole32;shell32;uuid")
  set_target_properties(date::date-tz PROPERTIES
    INTERFACE_COMPILE_DEFINITIONS "USE_OS_TZDB=0;HAS_REMOTE_API=0;AUTO_DOWNLOAD=0")
  patchbay_library(patchbay_phonenumber libphonenumber.a "ws2_32;dbghelp;bcrypt;advapi32")
  set_target_properties(patchbay_phonenumber PROPERTIES
    INTERFACE_COMPILE_DEFINITIONS "I18N_PHONENUMBERS_USE_RE2;I18N_PHONENUMBERS_USE_STDMUTEX;I18N_PHONENUMBERS_NO_THREAD_SAFETY_CHECK=1")
  patchbay_headers(protobuf::libprotobuf)  # its part of libphonenumber.a
  patchbay_headers(CLI11::CLI11)
  patchbay_headers(Catch2::Catch2)
  set(PATCHBAY_PHONENUMBER_INCLUDE ${prefix}/include CACHE PATH "")
  set(PATCHBAY_PHONENUMBER patchbay_phonenumber CACHE STRING "")
endfunction()

macro(patchbay_answer_find_package method name)
  if("${name}" IN_LIST PATCHBAY_WINDOWS_PACKAGES)
    patchbay_windows_packages()
    set(${name}_FOUND TRUE)
    if("${name}" STREQUAL "Catch2")
      list(APPEND CMAKE_MODULE_PATH ${PATCHBAY_WINDOWS_DEPENDENCIES}/cmake)
    endif()
  endif()
endmacro()
cmake_language(SET_DEPENDENCY_PROVIDER patchbay_answer_find_package SUPPORTED_METHODS FIND_PACKAGE)
