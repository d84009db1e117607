#!/usr/bin/env bash
# From a clean Debian 12 to build/packages/patchbay-VERSION.msi: the cross compiler, the libraries (once, then from a cache), the host
# with its adapters, the package. As root or with sudo.
#   installer/windows/build.sh               everything
#   installer/windows/build.sh programs      only the programs, in build/windows/bin
#   installer/windows/build.sh tests         the programs and the tests that installer/windows/test.sh runs
# PATCHBAY_SIGN_CERTIFICATE and PATCHBAY_SIGN_KEY (PEM files) sign the programs and the package; PATCHBAY_SIGN_TIMESTAMP is the address
# of a time stamp server. Without them nothing is signed. Status 3: what is needed cannot be had here.
set -euo pipefail
cd "$(dirname "$0")/../.."
what=${1:-package}

installer/linux/dependencies.sh build windows || exit 3
PATCHBAY_WINDOWS_DEPENDENCIES=$(installer/windows/dependencies.sh)
export PATCHBAY_WINDOWS_DEPENDENCIES

cmake --preset windows
adapters=(sandbox pipedrive hubspot clio salesforce zoho)
targets=(patchbay-host "${adapters[@]/#/adapter_}")
[ "$what" != tests ] || targets+=(windows_tests)  # tests/CMakeLists.txt lists them
cmake --build --preset windows --target "${targets[@]}"
cp -r "$PATCHBAY_WINDOWS_DEPENDENCIES/share/tzdata" build/windows/bin/
installer/notices.py windows build/windows/bin/THIRD-PARTY-NOTICES.txt "$PATCHBAY_WINDOWS_DEPENDENCIES"
[ "$what" = package ] || exit 0
installer/windows/package.sh
