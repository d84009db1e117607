#!/usr/bin/env bash
# A compiler for macOS that runs on Linux: zig's clang with libc++ and a list of what libSystem offers, and beside it our own
# declarations of the few functions of Apple's frameworks that Patchbay calls (frameworks/). Prints the folder that holds them, whose
# name has the hash of what made it. Status 3: the compiler cannot be had.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
hash=$(cat "$here"/compiler/* | sha256sum | cut -c1-16)
folder=${XDG_CACHE_HOME:-$HOME/.cache}/patchbay/macos-compiler-$hash
mkdir -p "$folder/bin"
exec 9>"$folder.lock"
flock 9  # another build may be at it

frameworks() { # into the folder $1: for each header here a framework
  local header name framework symbols
  for header in "$here"/frameworks/*.h; do
    name=$(basename "$header" .h)
    framework=$1/$name.framework
    mkdir -p "$framework/Headers"
    cp "$header" "$framework/Headers/"
    # What the linker is told that the framework offers is what the header declares.
    symbols=$(sed -nE 's/^extern [^(]* \*?(k[A-Z][A-Za-z0-9]+);.*/_\1/p; s/^[A-Za-z].*[ *]((CF|Sec|SC)[A-Za-z0-9]+)\(.*/_\1/p' "$header" |
      paste -sd, | sed 's/,/, /g')
    cat >"$framework/$name.tbd" <<TBD
--- !tapi-tbd
tbd-version: 4
targets: [ x86_64-macos, arm64-macos ]
install-name: '/System/Library/Frameworks/$name.framework/Versions/A/$name'
exports:
  - targets: [ x86_64-macos, arm64-macos ]
    symbols: [ $symbols ]
...
TBD
  done
  # Others ask for these by the names of Apple's smaller headers.
  echo '#include <CoreFoundation/CoreFoundation.h>' >"$1/CoreFoundation.framework/Headers/CFTimeZone.h"
  echo '#include <SystemConfiguration/SystemConfiguration.h>' \
    >"$1/SystemConfiguration.framework/Headers/SCDynamicStoreCopySpecific.h"
}

if [ ! -e "$folder/complete" ]; then
  cp "$here"/compiler/package*.json "$folder/"
  (cd "$folder" && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error) >&2 || exit 3
  cp "$here/compiler/tool.sh" "$folder/bin/tool.sh"
  chmod 755 "$folder/bin/tool.sh"
  for name in arm64-cc arm64-c++ x86_64-cc x86_64-c++ ar ranlib; do ln -sfn tool.sh "$folder/bin/$name"; done
  touch "$folder/complete"
fi
said=$(cat "$here/compiler.sh" "$here"/frameworks/*.h | sha256sum)
if [ "$said" != "$(cat "$folder/frameworks.sum" 2>/dev/null)" ]; then
  rm -rf "$folder/frameworks"
  frameworks "$folder/frameworks"
  echo "$said" >"$folder/frameworks.sum"
fi
echo "$folder"
