#!/usr/bin/env bash
# Builds the static libraries that Patchbay links on macOS, with the compiler of compiler.sh from Debian's own source packages, and
# prints the folder that holds them. The folder's name has the hash of this recipe in it, so that each recipe is built once on a machine.
#   installer/macos/dependencies.sh arm64|x86_64   needs `installer/linux/dependencies.sh macos`
# Status 3: the compiler or the source packages cannot be had.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
common=$here/../windows  # libphonenumber is built alike for both
cpu=$1

# Versions of Debian 12. One that a mirror has dropped is replaced by the one it has, and said.
versions="openssl=3.0.20-1~deb12u2 curl=7.88.1-10+deb12u15 nghttp2=1.52.0-1+deb12u3 sqlite3=3.40.1-2+deb12u2 sqlitecpp=3.2.1-1
  zlib=1:1.2.13.dfsg-1 protobuf=3.21.12-3+deb12u1 re2=20220601+dfsg-1 abseil=20220623.1-1+deb12u2
  libphonenumber=8.12.57+ds-3 howardhinnant-date=3.0.1+ds-5"

recipe=("$here/dependencies.sh" "$here/toolchain.cmake" "$here"/compiler/* "$common"/phonenumber/*)
hash=$(cat "${recipe[@]}" | sha256sum | cut -c1-16)
prefix=${XDG_CACHE_HOME:-$HOME/.cache}/patchbay/macos-deps-$hash-$cpu
if [ -e "$prefix/complete" ]; then
  echo "$prefix"
  exit 0
fi

PATCHBAY_MACOS_COMPILER=$("$here/compiler.sh")
export PATCHBAY_MACOS_COMPILER PATCHBAY_MACOS_DEPENDENCIES=$prefix PATCHBAY_MACOS_CPU=$cpu
tools=$PATCHBAY_MACOS_COMPILER/bin
frameworks=$PATCHBAY_MACOS_COMPILER/frameworks
exec 9>"$prefix.lock"
flock 9  # another build may be at it
if [ -e "$prefix/complete" ]; then
  echo "$prefix"
  exit 0
fi
work=$prefix.work
sources=$work/sources
mkdir -p "$sources" "$prefix"/{lib,include}
jobs=-j${PATCHBAY_JOBS:-2}

say() { echo "$*" >&2; }

# Debian's source packages, by the mirror that this machine is set up with, and without touching its package lists. A mirror of the
# security archive may list what it no longer has.
fetch_sources() {
  cd "$sources"
  local package
  for package in $versions; do
    source_package bookworm "$package" || source_package bookworm-security "$package" && continue
    say "$package is no longer there; taking the version that is."
    source_package bookworm "${package%%=*}"
  done
}

source_package() { # ARCHIVE PACKAGE
  local apt=$work/apt-$1 updated=
  [ -d "$apt" ] || updated=no
  mkdir -p "$apt"/{lists/partial,cache/archives/partial}
  local options=(-q -o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$apt/lists"
    -o "Dir::Cache=$apt/cache" -o APT::Sandbox::User=root)
  if [ "$updated" = no ]; then
    apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' | sort -u |
      sed -nE "s|^(\S+) $1\$|deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] \1 $1 main|p" >"$apt/sources.list"
    apt-get "${options[@]}" update
  fi
  apt-get "${options[@]}" source "$2"
}

source_of() { # PACKAGE: the folder it was unpacked into
  local folders=("$sources/$1"-[0-9]*/)
  echo "${folders[0]%/}"
}

with_cmake() { # PACKAGE TARGET OPTIONS...: configured, built (TARGET, or all of it and installed)
  local package=$1 target=$2 build=$work/$1
  shift 2
  cmake -S "$(source_of "$package")" -B "$build" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$here/toolchain.cmake" \
    -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=OFF "$@"
  cmake --build "$build" "$jobs" ${target:+--target "$target"}
  [ -n "$target" ] || cmake --install "$build"
}

archive() { # NAME OBJECTS...
  local name=$1
  shift
  rm -f "$prefix/lib/$name"
  "$tools/ar" rcs "$prefix/lib/$name" "$@"
}

build_runtime() { # the compiler makes its C++ library when it first links: not from two places at a time
  mkdir -p "$work/runtime"
  cd "$work/runtime"
  printf '#include <string>\nint main(int count, char** texts) { return std::string(texts[0]).size() == size_t(count); }\n' >runtime.cpp
  "$tools/$cpu-c++" -O2 -s runtime.cpp -o runtime  # -s as in toolchain.cmake: another one is made without
}

build_headers() { # what needs no building, seen through links: /usr/include itself would bring the C library's headers along
  local name
  for name in boost CLI; do ln -sfn "/usr/include/$name" "$prefix/include/$name"; done
}

build_boost_json() {
  mkdir -p "$work/boost_json"
  cd "$work/boost_json"
  echo '#include <boost/json/src.hpp>' >json.cpp
  "$tools/$cpu-c++" -O2 -std=c++20 -I"$prefix/include" -c json.cpp
  archive libboost_json.a json.o
}

build_zlib() { # its headers define fdopen away on old Macs
  mkdir -p "$work/zlib"
  cd "$work/zlib"
  local upstream part
  upstream=$(source_of zlib)
  for part in adler32 compress crc32 deflate infback inffast inflate inftrees trees uncompr zutil; do
    "$tools/$cpu-cc" -O2 -DHAVE_UNISTD_H -Dfdopen=fdopen -c "$upstream/$part.c"
  done
  archive libz.a ./*.o
  cp "$upstream"/{zlib,zconf}.h "$prefix/include/"
}

build_sqlite() {
  mkdir -p "$work/sqlite"
  cd "$work/sqlite"
  "$(source_of sqlite3)/configure" --disable-tcl --disable-shared
  make sqlite3.c sqlite3.h
  "$tools/$cpu-cc" -O2 -DSQLITE_THREADSAFE=1 -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_COLUMN_METADATA -c sqlite3.c
  archive libsqlite3.a sqlite3.o
  cp sqlite3.h "$(source_of sqlite3)/src/sqlite3ext.h" "$prefix/include/"
}

build_sqlitecpp() {
  with_cmake sqlitecpp '' -DSQLITECPP_INTERNAL_SQLITE=OFF -DSQLITECPP_RUN_CPPLINT=OFF -DSQLITECPP_RUN_CPPCHECK=OFF \
    -DSQLITECPP_USE_STACK_PROTECTION=OFF -DSQLite3_LIBRARY="$prefix/lib/libsqlite3.a" -DSQLite3_INCLUDE_DIR="$prefix/include"
}

build_openssl() {
  mkdir -p "$work/openssl"
  cd "$work/openssl"
  # Its configuration is looked for where only an administrator writes, or a user could have a library loaded into others' hosts. How its
  # compiler was called is in what it makes: by a name alone.
  local own='/Library/Application Support/Patchbay/openssl' PATH=$tools:$PATH
  local folders=(OPENSSLDIR="$own" ENGINESDIR="$own/engines" MODULESDIR="$own/modules")
  CC=$cpu-cc AR=ar RANLIB=ranlib "$(source_of openssl)/Configure" "darwin64-$cpu-cc" --prefix="$prefix" --libdir=lib \
    -DOPENSSL_NO_APPLE_CRYPTO_RANDOM no-shared no-tests no-engine no-module no-legacy no-dso no-idea no-camellia \
    no-seed no-aria no-bf no-cast no-rc2 no-sm2 no-sm3 no-sm4 no-whirlpool no-mdc2 no-srp no-cms no-ts no-cmp
  make "$jobs" "${folders[@]}" build_generated
  make "$jobs" "${folders[@]}" libcrypto.a libssl.a
  make "${folders[@]}" install_dev
}

build_nghttp2() {
  with_cmake nghttp2 '' -DENABLE_LIB_ONLY=ON -DENABLE_STATIC_LIB=ON -DENABLE_SHARED_LIB=OFF
}

build_curl() { # OpenSSL; the certificates of the keychain are handed to it by platform/ca_bundle_apple.cpp
  with_cmake curl '' -DBUILD_CURL_EXE=OFF -DBUILD_TESTING=OFF -DHTTP_ONLY=ON -DCURL_USE_OPENSSL=ON -DUSE_NGHTTP2=ON \
    -DCURL_USE_LIBSSH2=OFF -DCURL_USE_LIBPSL=OFF -DCURL_DISABLE_LDAP=ON -DOPENSSL_USE_STATIC_LIBS=ON \
    -DOPENSSL_ROOT_DIR="$prefix" -DENABLE_MANUAL=OFF -DUSE_LIBIDN2=OFF -DCMAKE_C_FLAGS=-DNGHTTP2_STATICLIB \
    -DCOREFOUNDATION_FRAMEWORK="$frameworks/CoreFoundation.framework" \
    -DSYSTEMCONFIGURATION_FRAMEWORK="$frameworks/SystemConfiguration.framework"
}

build_date() { # with the system's own time zones
  mkdir -p "$work/date"
  cd "$work/date"
  local upstream
  upstream=$(source_of howardhinnant-date)
  "$tools/$cpu-c++" -O2 -std=c++20 -w -DUSE_OS_TZDB=1 -DHAS_REMOTE_API=0 -DAUTO_DOWNLOAD=0 -I"$upstream/include" -c "$upstream/src/tz.cpp"
  archive libdate-tz.a tz.o
  cp -r "$upstream/include/date" "$prefix/include/"
}

build_protobuf() {
  with_cmake protobuf libprotobuf-lite -Dprotobuf_BUILD_TESTS=OFF -Dprotobuf_BUILD_PROTOC_BINARIES=OFF \
    -Dprotobuf_BUILD_SHARED_LIBS=OFF -Dprotobuf_WITH_ZLIB=OFF -Dprotobuf_BUILD_LIBPROTOC=OFF
  (cd "$(source_of protobuf)/src" && find google \( -name '*.h' -o -name '*.inc' \) -exec cp --parents {} "$prefix/include/" \;)
}

build_phonenumber() { # one archive of it and of all that it needs
  # Debian has Abseil ask for libatomic, in words that only GNU's linker knows.
  sed -i '/latomic/d' "$(source_of abseil)/absl/copts/AbseilConfigureCopts.cmake"
  cmake -S "$common/phonenumber" -B "$work/phonenumber" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$here/toolchain.cmake" \
    -DPATCHBAY_WINDOWS_DEPENDENCIES="$prefix" -DDEBIAN_SOURCES="$sources" -DCMAKE_BUILD_TYPE=Release \
    -DCoreFoundation:FILEPATH="$frameworks/CoreFoundation.framework/CoreFoundation.tbd"
  cmake --build "$work/phonenumber" "$jobs" --target phonenumber
  local objects
  mapfile -t objects < <(find "$work/phonenumber" "$work/protobuf" -name '*.o')
  archive libphonenumber.a "${objects[@]}"
  (cd "$(source_of libphonenumber)/cpp/src" && find phonenumbers -name '*.h' -exec cp --parents {} "$prefix/include/" \;)
  cp "$work"/phonenumber/generated/phonenumbers/*.h "$prefix/include/phonenumbers/"
  (cd "$(source_of abseil)" && find absl \( -name '*.h' -o -name '*.inc' \) -exec cp --parents {} "$prefix/include/" \;)
}

log=$work/log
step() { # FUNCTION STATUS: never as a condition, where the shell goes on after a command that failed
  local started=$SECONDS status=0
  [ ! -e "$work/done.$1" ] || return 0  # before this was interrupted
  "$1" >"$log.$1" 2>&1 &
  wait $! || status=$?
  if [ "$status" -ne 0 ]; then
    tail -n 40 "$log.$1" >&2
    say "$1 failed; the whole of what it said is in $log.$1"
    exit "$2"
  fi
  touch "$work/done.$1"
  say "$1: $((SECONDS - started)) s"
}

step fetch_sources 3
for part in runtime headers boost_json date zlib sqlite sqlitecpp openssl nghttp2 curl protobuf phonenumber; do
  step "build_$part" 1
done
cat "$sources"/*.dsc | sed -nE 's/^(Source|Version): //p' | paste - - >"$prefix/versions"
touch "$prefix/complete"
rm -rf "$work"
echo "$prefix"
