#!/usr/bin/env bash
# Builds the Linux packages, a deb and an rpm each of patchbay-host and patchbay-sandbox, and the extension's zip for each browser
# family, into build/packages.
#   installer/linux/build.sh           installs what it needs (Debian 12, as root or with sudo)
set -euo pipefail
cd "$(dirname "$0")/../.."
installer/linux/dependencies.sh build package
build=build/linux
mkdir -p build
log=build/linux.log
{ cmake --preset release -B "$build" -DBUILD_TESTING=OFF && cmake --build "$build"; } >"$log" 2>&1 ||
  { tail -n 60 "$log" >&2; echo "It does not build; the whole log is $log" >&2; exit 1; }
rm -f build/packages/*.deb build/packages/*.rpm build/packages/patchbay-extension-*.zip
for kind in DEB RPM; do
  (cd "$build" && cpack -G "$kind") >>"$log" 2>&1 || { tail -n 40 "$log" >&2; echo "CPack made no $kind; the whole log is $log" >&2; exit 1; }
done
rm -rf build/packages/_CPack_Packages
{ npm ci --prefix extension --ignore-scripts --no-audit --no-fund && node extension/build.mjs "$build/extension"; } >>"$log" 2>&1 ||
  { tail -n 40 "$log" >&2; echo "The extension does not build; the whole log is $log" >&2; exit 1; }
version=$(node -p 'JSON.parse(require("fs").readFileSync("extension/manifest.json")).version')
for browser in chromium firefox; do
  cp "$build/extension/$browser.zip" "build/packages/patchbay-extension-$version-$browser.zip"
done
ls build/packages/*.deb build/packages/*.rpm build/packages/*.zip
