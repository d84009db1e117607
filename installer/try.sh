#!/usr/bin/env bash
# Try Patchbay: builds it and drives one call end to end, through the real host and a real adapter library, into the sandbox CRM.
#   installer/try.sh              in the terminal, step by step
#   installer/try.sh --browser    in Chromium with the extension; leaves a screenshot of the panel
# Installs what it needs (Debian 12, as root or with sudo). Nothing is registered, and nothing is left behind but build/.
set -euo pipefail
cd "$(dirname "$0")/.."

browser=
case "${1:-}" in
  '') ;;
  --browser) browser=yes ;;
  *) sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

groups=(build try)
[ -z "$browser" ] || groups+=(browser)
echo "1. What it needs"
installer/linux/dependencies.sh "${groups[@]}"

echo "2. Building (the first time takes a few minutes)"
log=build/try.log
mkdir -p build
{ cmake --preset release -DBUILD_TESTING=OFF && cmake --build --preset release; } >"$log" 2>&1 || { tail -n 40 "$log" >&2; echo "It does not build; the whole log is $log" >&2; exit 1; }

export PATCHBAY_BIN=$PWD/build/release
if [ -z "$browser" ]; then
  exec node installer/try.mjs
fi
for tools in extension tests; do
  (cd "$tools" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >>"$log" 2>&1 ||
    { tail -n 20 "$log" >&2; echo "npm could not install the tools of $tools; the whole log is $log" >&2; exit 1; }
done
export PATCHBAY_SCREENSHOT=$PWD/build/try-panel.png
exec node tests/e2e/demo.mjs
