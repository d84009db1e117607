#!/usr/bin/env bash
# Runs the C++ tests that were built for Windows under wine, and ends in one line: N passed, N failed.
#   installer/windows/test.sh [BUILD]        BUILD is build/windows unless it is named
# One program a folder: a start under wine takes a second, so cases are not started one by one. Cases tagged [posix] are left out; each says
# what of POSIX it counts on.
set -uo pipefail
cd "$(dirname "$0")/../.."
build=$(realpath "${1:-build/windows}")
# shellcheck source=installer/windows/wine.sh
. installer/windows/wine.sh
use_wine "$build/wine"

passed=0
failed=0
while read -r name; do  # tests/CMakeLists.txt lists them
  log=$build/$name.log
  timeout -k 5 300 wine "$build/bin/$name.exe" '~[posix]' -d yes >"$log" 2>&1 </dev/null  # of a case that hangs, the one before it is seen
  status=$?
  last=$(tr -d '\r' <"$log" | grep -E '^(All tests passed|test cases:)' | tail -n 1)
  good=$(sed -nE 's/^All tests passed \(.* in ([0-9]+) test cases?\)$/\1/p; s/^test cases:.* ([0-9]+) passed.*/\1/p' <<<"$last")
  bad=$(sed -nE 's/^test cases:.* ([0-9]+) failed.*/\1/p' <<<"$last")
  [ "$status" -eq 0 ] || [ "${bad:-0}" -gt 0 ] || bad=1
  [ -n "$last" ] || bad=1
  [ "${bad:-0}" -eq 0 ] || tail -n 60 "$log"
  echo "$name: ${good:-0} passed, ${bad:-0} failed"
  passed=$((passed + ${good:-0}))
  failed=$((failed + ${bad:-0}))
done <"$build/windows_tests.txt"
wineserver -k
[ "$passed" -gt 0 ] || failed=$((failed + 1))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
