#!/usr/bin/env bash
# Installs the Debian 12 packages that Patchbay needs, as root or with sudo. What is there already is left alone, so a second run
# needs no network.
#   installer/linux/dependencies.sh build          to build and run
#   installer/linux/dependencies.sh build try      and to drive a call from a terminal
#   installer/linux/dependencies.sh build test     and to run every test
#   installer/linux/dependencies.sh build package  and to make the packages
#   installer/linux/dependencies.sh lifecycle network   what the packages' and the proxies' tests work with
#   installer/linux/dependencies.sh build windows  to make the package for Windows, and to try it under wine
#   installer/linux/dependencies.sh macos          to make the package for macOS
#   installer/linux/dependencies.sh macos-package  and to look into one
set -euo pipefail

build=(g++ cmake ninja-build ccache mold pkg-config libboost1.81-dev libboost-json1.81-dev
  libsqlitecpp-dev libsqlite3-dev libcurl4-openssl-dev libssl-dev libcli11-dev libsecret-1-dev libhowardhinnant-date-dev
  libphonenumber8 libprotobuf-dev libabsl-dev ca-certificates)
browser=(chromium fonts-dejavu-core)
test=(catch2 binutils openssl dbus gnome-keyring libsecret-tools firefox-esr xvfb xdotool "${browser[@]}")
clang=(clang-19 clang-tidy-19 libclang-rt-19-dev llvm-19)
package=(dpkg-dev file rpm)
lifecycle=(debootstrap lintian binutils rpm fish)
network=(openssl tinyproxy squid microsocks mitmproxy glib-networking gsettings-desktop-schemas)
windows=(g++-mingw-w64-x86-64-posix libz-mingw-w64-dev protobuf-compiler unicode-data dpkg-dev python3 perl wine wine64 wixl msitools
  osslsigncode openssl catch2)
macos_package=(python3 libarchive-tools p7zip-full libxml2-utils llvm-19)
macos=(cmake ninja-build make tcl protobuf-compiler unicode-data dpkg-dev perl libboost1.81-dev libcli11-dev "${macos_package[@]}")

# Any Node from 18 on will do, wherever it came from; Debian's own is 18.
node_packages() {
  local major
  major=$(node --version 2>/dev/null | sed -E 's/^v([0-9]+).*/\1/') || true
  [ "${major:-0}" -ge 18 ] || echo nodejs
  command -v npm >/dev/null || echo npm
}

wanted=()
for group in "$@"; do
  case "$group" in
    build) wanted+=("${build[@]}") ;;
    try) mapfile -t node < <(node_packages | grep -v npm || true); wanted+=("${node[@]}") ;;
    browser) mapfile -t node < <(node_packages); wanted+=("${browser[@]}" "${node[@]}") ;;
    test) mapfile -t node < <(node_packages); wanted+=("${test[@]}" "${node[@]}") ;;
    clang) wanted+=("${clang[@]}") ;;
    package) mapfile -t node < <(node_packages); wanted+=("${package[@]}" "${node[@]}") ;;
    lifecycle) mapfile -t node < <(node_packages); wanted+=("${lifecycle[@]}" "${node[@]}") ;;
    windows) wanted+=("${windows[@]}") ;;
    macos) mapfile -t node < <(node_packages); wanted+=("${macos[@]}" "${node[@]}") ;;
    macos-package) mapfile -t node < <(node_packages); wanted+=("${macos_package[@]}" "${node[@]}") ;;
    network) mapfile -t node < <(node_packages); wanted+=("${network[@]}" "${node[@]}") ;;
    *) echo "unknown group: $group" >&2; exit 2 ;;
  esac
done

missing=()
for package in "${wanted[@]}"; do
  [ -n "$package" ] || continue
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ "${#missing[@]}" -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "Patchbay needs these packages, and there is no sudo: ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
echo "Installing: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# A proxy that is installed for its test shall not be started for the machine: at run level 1 no service is.
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -o DPkg::Lock::Timeout=600 "$@" >"$log" 2>&1; }
apt update || { cat "$log" >&2; exit 1; }
apt install -y --no-install-recommends "${missing[@]}" || { cat "$log" >&2; exit 1; }
