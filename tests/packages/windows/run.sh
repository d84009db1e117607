#!/usr/bin/env bash
# The package for Windows, built and tried under wine. Ends in one line: N passed, N failed.
# Its libraries take ten minutes of two processors the first time, and are then in a cache: so it is asked for, with PATCHBAY_WINDOWS=1.
set -uo pipefail
cd "$(dirname "$0")/../../.."
skip() { echo "Windows: skipped, $*"; echo "0 passed, 0 failed"; exit 0; }

[ "${PATCHBAY_WINDOWS:-}" = 1 ] || skip "PATCHBAY_WINDOWS=1 builds it and tries it under wine."
installer/windows/build.sh tests
case $? in
  0) ;;
  3) skip "what it is built with cannot be had here." ;;
  *) echo "0 passed, 1 failed"; exit 1 ;;
esac

passed=1
failed=0
line=$(installer/windows/test.sh | tee /dev/stderr | tail -n 1)
passed=$((passed + ${line%% *}))
failed=$((failed + $(sed -E 's/.*, ([0-9]+) failed/\1/' <<<"$line")))

log=build/windows/msi.tap
node --test --test-reporter=tap tests/packages/windows/*.test.mjs >"$log" 2>&1
status=$?
good=$(sed -nE 's/^# pass ([0-9]+)$/\1/p' "$log" | tail -n 1)
bad=$(sed -nE 's/^# fail ([0-9]+)$/\1/p' "$log" | tail -n 1)
[ "$status" -eq 0 ] || [ "${bad:-0}" -gt 0 ] || bad=1
[ "${bad:-0}" -eq 0 ] || cat "$log"
echo "$((passed + ${good:-0})) passed, $((failed + ${bad:-0})) failed"
[ "$((failed + ${bad:-0}))" -eq 0 ]
