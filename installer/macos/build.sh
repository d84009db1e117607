#!/usr/bin/env bash
# From a clean Debian 12 to build/packages/patchbay-VERSION.pkg: the compiler, the libraries (once, then from a cache), the host with its
# adapters, the package. As root or with sudo. On a Mac only the last: it packages and signs what was built on Linux.
#   installer/macos/build.sh                 for both processors, in one package
#   installer/macos/build.sh arm64           for one
#   installer/macos/build.sh package [CPU...]     only the package, from build/macos
# On a Mac PATCHBAY_SIGN_PROGRAM and PATCHBAY_SIGN_INSTALLER name certificates ("Developer ID Application: ...", "Developer ID Installer:
# ..."), PATCHBAY_NOTARY a profile of notarytool's. Status 3: what is needed cannot be had here.
set -euo pipefail
cd "$(dirname "$0")/../.."
adapters=(sandbox pipedrive hubspot clio salesforce zoho)

build_for() { # CPU
  local targets=(patchbay-host "${adapters[@]/#/adapter_}")
  PATCHBAY_MACOS_DEPENDENCIES=$(installer/macos/dependencies.sh "$1")
  PATCHBAY_MACOS_COMPILER=$(installer/macos/compiler.sh)
  export PATCHBAY_MACOS_COMPILER PATCHBAY_MACOS_DEPENDENCIES PATCHBAY_MACOS_CPU=$1
  cmake --preset macos
  cmake --build --preset macos --target "${targets[@]}" "-j${PATCHBAY_JOBS:-$(nproc)}"
  installer/macos/sign.py "build/macos-$1/bin/patchbay-host" "build/macos-$1"/lib/patchbay/adapters/*.dylib
  installer/notices.py macos build/macos/THIRD-PARTY-NOTICES.txt "$PATCHBAY_MACOS_DEPENDENCIES" "$PATCHBAY_MACOS_COMPILER"
}

join() { # CPU...: the programs of each become one for all in build/macos
  local file cpu parts
  for file in bin/patchbay-host "${adapters[@]/#/lib/patchbay/adapters/}"; do
    [ "$file" = bin/patchbay-host ] || file=$file.dylib
    parts=()
    for cpu in "$@"; do parts+=("build/macos-$cpu/$file"); done
    mkdir -p "$(dirname "build/macos/$file")"
    if [ "$#" -eq 1 ]; then cp "${parts[0]}" "build/macos/$file"; else llvm-lipo-19 -create "${parts[@]}" -output "build/macos/$file"; fi
    chmod 755 "build/macos/$file"
  done
}

sign_programs() { # with a hardened runtime, which notarization asks for; adapters of an organisation's own are not signed by us
  codesign --force --timestamp --options runtime --entitlements installer/macos/entitlements.plist \
    --identifier io.patchbay.host --sign "$PATCHBAY_SIGN_PROGRAM" build/macos/bin/patchbay-host
  codesign --force --timestamp --options runtime --sign "$PATCHBAY_SIGN_PROGRAM" build/macos/lib/patchbay/adapters/*.dylib
}

package() { # CPU...
  local version
  version=$(sed -nE 's/^project\(patchbay VERSION ([0-9.]+).*/\1/p' CMakeLists.txt)
  [ -z "${PATCHBAY_SIGN_PROGRAM:-}" ] || sign_programs
  python3 installer/macos/package.py build/macos build/packages "$version" "$(IFS=,; echo "$*")"
  if [ -n "${PATCHBAY_NOTARY:-}" ]; then
    xcrun notarytool submit --wait --keychain-profile "$PATCHBAY_NOTARY" "build/packages/patchbay-$version.pkg"
    xcrun stapler staple "build/packages/patchbay-$version.pkg"
  fi
}

only=
if [ "${1:-}" = package ]; then
  only=package
  shift
fi
[ "$#" -gt 0 ] || set -- arm64 x86_64
if [ -z "$only" ] && [ "$(uname)" != Darwin ]; then
  installer/linux/dependencies.sh macos || exit 3
  for cpu in "$@"; do build_for "$cpu"; done
  join "$@"
fi
package "$@"
