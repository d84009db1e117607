#!/usr/bin/env bash
# Builds the static libraries that Patchbay links on Windows, with Debian's mingw-w64 from Debian's own source packages, and prints the
# folder that holds them. The folder's name has the hash of this recipe in it, so that each recipe is built once on a machine.
#   installer/windows/dependencies.sh        needs `installer/linux/dependencies.sh build windows`
# Status 3: the source packages cannot be had.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

# Versions of Debian 12. One that a mirror has dropped is replaced by the one it has, and said.
versions="openssl=3.0.20-1~deb12u2 curl=7.88.1-10+deb12u15 nghttp2=1.52.0-1+deb12u3 sqlite3=3.40.1-2+deb12u2 sqlitecpp=3.2.1-1
  protobuf=3.21.12-3+deb12u1 re2=20220601+dfsg-1 abseil=20220623.1-1+deb12u2 libphonenumber=8.12.57+ds-3
  howardhinnant-date=3.0.1+ds-5 tzdata=2026b-0+deb12u1"

recipe=("$here/dependencies.sh" "$here/toolchain.cmake" "$here"/phonenumber/* "$here/time_zone_folder.cpp")
hash=$({ cat "${recipe[@]}"; x86_64-w64-mingw32-g++-posix -dumpfullversion; } | sha256sum | cut -c1-16)
prefix=${XDG_CACHE_HOME:-$HOME/.cache}/patchbay/windows-deps-$hash
if [ -e "$prefix/complete" ]; then
  echo "$prefix"
  exit 0
fi

mkdir -p "$(dirname "$prefix")"
exec 9>"$prefix.lock"
flock 9  # another build may be at it
if [ -e "$prefix/complete" ]; then
  echo "$prefix"
  exit 0
fi
work=$prefix.work
sources=$work/sources
mkdir -p "$sources" "$prefix"/{lib,include,cmake}
export PATCHBAY_WINDOWS_DEPENDENCIES=$prefix
triple=x86_64-w64-mingw32
jobs=-j${PATCHBAY_JOBS:-2}
nowhere=("-fmacro-prefix-map=$work/=" "-fmacro-prefix-map=$prefix/include/=" -fmacro-prefix-map=/usr/include/=)  # see toolchain.cmake

say() { echo "$*" >&2; }

# Debian's source packages, by the mirror that this machine is set up with, and without touching its package lists.
fetch_sources() {
  local apt=$work/apt
  mkdir -p "$apt"/{lists/partial,cache/archives/partial}
  apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' | sort -u |
    sed -nE 's|^(\S+) (bookworm(-security)?)$|deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] \1 \2 main|p' \
      >"$apt/sources.list"
  local options=(-q -o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$apt/lists"
    -o "Dir::Cache=$apt/cache" -o APT::Sandbox::User=root)
  apt-get "${options[@]}" update
  cd "$sources"
  local package
  for package in $versions; do
    apt-get "${options[@]}" source "$package" && continue
    say "$package is no longer there; taking the version that is."
    apt-get "${options[@]}" source "${package%%=*}"
  done
}

source_of() { # PACKAGE: the folder it was unpacked into
  local folders=("$sources/$1"-[0-9]*/)
  echo "${folders[0]%/}"
}

with_cmake() { # PACKAGE TARGET OPTIONS...: configured, built (TARGET, or all of it and installed)
  local package=$1 target=$2 build=$work/$1
  shift 2
  cmake -S "$(source_of "$package")" -B "$build" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$here/toolchain.cmake" \
    -DPATCHBAY_WINDOWS_DEPENDENCIES="$prefix" -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_BUILD_TYPE=Release \
    -DBUILD_SHARED_LIBS=OFF "$@"
  cmake --build "$build" "$jobs" ${target:+--target "$target"}
  [ -n "$target" ] || cmake --install "$build"
}

build_headers() { # what needs no building, seen through links: /usr/include itself would bring the C library's headers along
  local name
  for name in boost CLI catch2; do ln -sfn "/usr/include/$name" "$prefix/include/$name"; done
  cp /usr/$triple/lib/libz.a "$prefix/lib/"
  cp /usr/$triple/include/{zlib,zconf}.h "$prefix/include/"
  cp /usr/lib/cmake/Catch2/*.cmake "$prefix/cmake/" 2>/dev/null || cp /usr/lib/*/cmake/Catch2/*.cmake "$prefix/cmake/"
  rm -f "$prefix/cmake/Catch2"*.cmake  # only the module `Catch` is wanted
}

build_boost_json() {
  mkdir -p "$work/boost_json"
  cd "$work/boost_json"
  echo '#include <boost/json/src.hpp>' >json.cpp
  $triple-g++-posix -O2 -std=c++20 -D_WIN32_WINNT=0x0A00 "${nowhere[@]}" -I"$prefix/include" -c json.cpp
  $triple-ar rcs "$prefix/lib/libboost_json.a" json.o
}

build_sqlite() {
  mkdir -p "$work/sqlite"
  cd "$work/sqlite"
  "$(source_of sqlite3)/configure" --disable-tcl --disable-shared
  make sqlite3.c sqlite3.h
  $triple-gcc-posix -O2 -DSQLITE_THREADSAFE=1 -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_COLUMN_METADATA -c sqlite3.c
  $triple-ar rcs "$prefix/lib/libsqlite3.a" sqlite3.o
  cp sqlite3.h "$(source_of sqlite3)/src/sqlite3ext.h" "$prefix/include/"
}

build_sqlitecpp() {
  with_cmake sqlitecpp '' -DSQLITECPP_INTERNAL_SQLITE=OFF -DSQLITECPP_RUN_CPPLINT=OFF -DSQLITECPP_RUN_CPPCHECK=OFF \
    -DSQLITECPP_USE_STACK_PROTECTION=OFF
}

build_openssl() {
  mkdir -p "$work/openssl"
  cd "$work/openssl"
  # Its configuration is looked for where only an administrator writes, or a user could have a library loaded into others' hosts. Configure
  # takes a path with a drive for a part of its prefix, so that make is told.
  local own='C:/Program Files/Patchbay/openssl'
  local folders=(OPENSSLDIR="$own" ENGINESDIR="$own/engines" MODULESDIR="$own/modules")
  "$(source_of openssl)/Configure" mingw64 --cross-compile-prefix=$triple- CC=gcc-posix --prefix="$prefix" --libdir=lib \
    no-shared no-tests no-engine no-module no-legacy no-dso no-idea no-camellia no-seed no-aria no-bf no-cast no-rc2 no-sm2 no-sm3 \
    no-sm4 no-whirlpool no-mdc2 no-srp no-cms no-ts no-cmp
  make "$jobs" "${folders[@]}" build_generated
  make "$jobs" "${folders[@]}" libcrypto.a libssl.a
  make "${folders[@]}" install_dev
}

build_nghttp2() { # HAVE_CLOCK_GETTIME: found in winpthread, and then not linked
  with_cmake nghttp2 '' -DENABLE_LIB_ONLY=ON -DENABLE_STATIC_LIB=ON -DENABLE_SHARED_LIB=OFF -DHAVE_CLOCK_GETTIME=OFF
}

build_curl() { # OpenSSL with Windows' own certificate store; SSPI for proxies that want the person's Windows sign-in
  with_cmake curl '' -DBUILD_CURL_EXE=OFF -DBUILD_TESTING=OFF -DHTTP_ONLY=ON -DCURL_USE_OPENSSL=ON -DCURL_USE_SCHANNEL=OFF \
    -DCURL_WINDOWS_SSPI=ON -DUSE_NGHTTP2=ON -DCURL_USE_LIBSSH2=OFF -DCURL_USE_LIBPSL=OFF -DCURL_DISABLE_LDAP=ON \
    -DOPENSSL_USE_STATIC_LIBS=ON -DOPENSSL_ROOT_DIR="$prefix" -DENABLE_MANUAL=OFF -DUSE_LIBIDN2=OFF -DUSE_WIN32_IDN=ON \
    -DCMAKE_C_FLAGS="-D_WIN32_WINNT=0x0A00 -DNGHTTP2_STATICLIB ${nowhere[*]}"
}

build_date() { # reads its time zones from a folder beside the program
  mkdir -p "$work/date"
  cd "$work/date"
  local upstream
  upstream=$(source_of howardhinnant-date)
  sed 's/= get_download_folder() + folder_delimiter + "tzdata"/= patchbay_time_zone_folder()/
       s/^namespace date$/std::string patchbay_time_zone_folder();\n\n&/' "$upstream/src/tz.cpp" >tz.cpp
  $triple-g++-posix -O2 -std=c++20 -w -D_WIN32_WINNT=0x0A00 -DUSE_OS_TZDB=0 -DHAS_REMOTE_API=0 -DAUTO_DOWNLOAD=0 \
    "${nowhere[@]}" -I"$upstream/include" -c tz.cpp "$here/time_zone_folder.cpp"
  $triple-ar rcs "$prefix/lib/libdate-tz.a" tz.o time_zone_folder.o
  cp -r "$upstream/include/date" "$prefix/include/"
  local zones=$prefix/share/tzdata
  mkdir -p "$zones"
  (cd "$(source_of tzdata)" && cp version africa antarctica asia australasia backward etcetera europe northamerica southamerica \
    leapseconds "$zones/")
  # Windows' names of zones, which are never asked for; without the file, the library gives no zone at all.
  printf '<mapTimezones otherVersion="0" typeVersion="0">\n</mapTimezones>\n' >"$zones/windowsZones.xml"
}

build_protobuf() {
  with_cmake protobuf libprotobuf-lite -Dprotobuf_BUILD_TESTS=OFF -Dprotobuf_BUILD_PROTOC_BINARIES=OFF \
    -Dprotobuf_BUILD_SHARED_LIBS=OFF -Dprotobuf_WITH_ZLIB=OFF -Dprotobuf_BUILD_LIBPROTOC=OFF
  (cd "$(source_of protobuf)/src" && find google \( -name '*.h' -o -name '*.inc' \) -exec cp --parents {} "$prefix/include/" \;)
}

build_phonenumber() { # one archive of it and of all that it needs
  cmake -S "$here/phonenumber" -B "$work/phonenumber" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$here/toolchain.cmake" \
    -DPATCHBAY_WINDOWS_DEPENDENCIES="$prefix" -DDEBIAN_SOURCES="$sources" -DCMAKE_BUILD_TYPE=Release
  cmake --build "$work/phonenumber" "$jobs" --target phonenumber
  {
    echo "create $prefix/lib/libphonenumber.a"
    find "$work/phonenumber" "$work/protobuf" -name '*.a' -printf 'addlib %p\n'
    echo save
    echo end
  } | $triple-ar -M
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
for part in headers boost_json sqlite sqlitecpp openssl nghttp2 curl date protobuf phonenumber; do
  step "build_$part" 1
done
cat "$sources"/*.dsc | sed -nE 's/^(Source|Version): //p' | paste - - >"$prefix/versions"
touch "$prefix/complete"
rm -rf "$work"
echo "$prefix"
