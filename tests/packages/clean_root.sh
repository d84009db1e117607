#!/usr/bin/env bash
# Prints the path of a clean Debian 12 in which nothing of Patchbay's is installed, but all that DEB depends on lies
# in apt's cache, so that installing it needs no network. Made once by debootstrap and kept by content: another script
# or another dependency makes another.
#   clean_root.sh DEB
set -euo pipefail
deb=$(realpath "${1:?usage: clean_root.sh DEB}")
depends=$(dpkg-deb -f "$deb" Depends | sed 's, ([^)]*),,g')
key=$({ cat "${BASH_SOURCE[0]}"; echo "$depends"; dpkg --print-architecture; } | sha256sum | cut -c1-16)
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/patchbay
root=$cache/debian-$key
if [ ! -d "$root" ]; then
  main=('Created-By: Packages' 'Component: main' 'Label: Debian')
  read -r mirror suite < <(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' "${main[@]}" |
    grep -vE -- '-(updates|backports|security)$' | head -n 1)
  mkdir -p "$cache"
  find "$cache" -maxdepth 1 -name 'debian-*' -mtime +14 -exec rm -rf {} +
  work=$(mktemp -d "$cache/new.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  chmod 755 "$work"
  debootstrap --variant=minbase "${suite:?apt knows no Debian}" "$work" "$mirror" >&2
  cp "$deb" "$work/tmp/wanted.deb"
  cp /etc/resolv.conf "$work/etc/resolv.conf"
  chroot "$work" apt-get install -y --no-install-recommends --download-only /tmp/wanted.deb >&2
  rm "$work/tmp/wanted.deb"
  touch "$work"
  mv -T "$work" "$root" 2>/dev/null || [ -d "$root" ] # somebody else may have been quicker
fi
echo "$root"
