#!/bin/sh
# Puts the headers of libphonenumber under DEST/usr/include. They are unpacked rather than installed, because the -dev package pulls the
# headers of Boost 1.74, which conflict with those of Boost 1.81; the library itself (libphonenumber8) uses neither.
# Run again, it does nothing. Needs a package index (apt-get update), no root.
set -eu

dest=${1:?usage: phonenumber_headers.sh DEST}
[ ! -e "$dest/usr/include/phonenumbers/phonenumberutil.h" ] || exit 0

# Beside DEST, so that the last step is a rename and a half-unpacked DEST never exists.
mkdir -p "$(dirname "$dest")"
work=$(mktemp -d "$dest.XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(cd "$work" && apt-get -q download libphonenumber-dev)
mkdir "$work/root"
dpkg -x "$work"/libphonenumber-dev_*.deb "$work/root"
rm -rf "$dest"
mv "$work/root" "$dest"
