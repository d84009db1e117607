#!/usr/bin/env bash
# Runs C++ tests for Windows under wine, and ends in one line: N passed, N failed.
#   installer/windows/test.sh            those that CI runs: `installer/windows/build.sh tests` has built them
#   installer/windows/test.sh SUITE...   these, after it has built them: service, adapter_clio and so on, every one of tests/CMakeLists.txt
# One program a folder: a start under wine takes a second, so cases are not started one by one. Cases tagged [posix] are left out; each says
# what of POSIX it counts on.
set -uo pipefail
cd "$(dirname "$0")/../.."
build=$PWD/build/windows
names=("${@/#/test_}")
if [ $# -eq 0 ]; then
  mapfile -t names <"$build/windows_tests.txt"  # tests/CMakeLists.txt lists them
elif ! cmake --build --preset windows --target "${names[@]}"; then
  echo "0 passed, 1 failed"
  exit 1
fi
# shellcheck source=installer/windows/wine.sh
. installer/windows/wine.sh
use_wine "$build/wine"

passed=0
failed=0
for name in "${names[@]}"; do
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
done
wineserver -k
[ "$passed" -gt 0 ] || failed=$((failed + 1))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
