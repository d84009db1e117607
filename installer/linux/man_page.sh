#!/bin/sh
# Writes a manual page to standard output: TEMPLATE with the version and with the options as PROGRAM's --help lists them.
set -eu
program=${1:?usage: man_page.sh PROGRAM TEMPLATE VERSION}
options=$(mktemp)
trap 'rm -f "$options"' EXIT
"$program" --help | awk '
  function roff(text) { gsub(/\\/, "\\e", text); gsub(/-/, "\\-", text); return text }
  /^Options:/ { inside = 1; next }
  !inside || !NF { next }
  /^  -/ {
    line = substr($0, 3)
    at = match(line, /   *[^ ]/)
    names = at ? substr(line, 1, at - 1) : line
    gsub(/,/, ", ", names)
    print ".TP\n.B " roff(names)
    if (at) print roff(substr(line, at + RLENGTH - 1)) "."
    next
  }
  { sub(/^ +/, ""); print roff($0) "." }
' >"$options"
[ -s "$options" ] || { echo "$program lists no options." >&2; exit 1; }
sed -e "s/@VERSION@/${3:?}/" -e "/^@OPTIONS@\$/{r $options" -e 'd;}' "$2"
