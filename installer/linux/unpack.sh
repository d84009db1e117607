#!/bin/sh
# Puts what a Debian package contains under DEST without installing it: the headers of libphonenumber, whose -dev package pulls the headers
# of Boost 1.74 in conflict with Boost 1.81, though the library itself uses neither; the data of a Python package, without its Python.
# Where DEST/FILE is there already, it does nothing. Needs a package index (apt-get update), no root.
set -eu

usage='usage: unpack.sh PACKAGE FILE DEST'
package=${1:?$usage}
file=${2:?$usage}
dest=${3:?$usage}
[ ! -e "$dest/$file" ] || exit 0

# Beside DEST, so that the last step is a rename and a half-unpacked DEST never exists.
mkdir -p "$(dirname "$dest")"
work=$(mktemp -d "$dest.XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(cd "$work" && apt-get -q download "$package")
mkdir "$work/root"
dpkg -x "$work/${package}"_*.deb "$work/root"
[ -e "$work/root/$file" ] || { echo "There is no $file in $package." >&2; exit 1; }
rm -rf "$dest"
mv "$work/root" "$dest"
