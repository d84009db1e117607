#!/usr/bin/env bash
# Builds the packages, runs their life cycles, and the tests in a company's network with the programs that were packaged.
# Ends in one line: N passed, N failed. Where this is not root on a system that lets it mount, the tests say that they are skipped.
set -uo pipefail
cd "$(dirname "$0")/../.."
passed=0
failed=0
count() { passed=$((passed + $1)); failed=$((failed + $2)); }

node_tests() { # NAME FILES...
  local name=$1 log=build/packages/$1.tap status good bad skipped
  shift
  node --test --test-reporter=tap "$@" >"$log" 2>&1
  status=$?
  good=$(sed -nE 's/^# pass ([0-9]+)$/\1/p' "$log" | tail -n 1)
  bad=$(sed -nE 's/^# fail ([0-9]+)$/\1/p' "$log" | tail -n 1)
  skipped=$(sed -nE 's/^# skipped ([0-9]+)$/\1/p' "$log" | tail -n 1)
  [ "$status" -eq 0 ] || [ "${bad:-0}" -gt 0 ] || bad=1
  [ "${bad:-0}" -eq 0 ] || cat "$log"
  [ "${skipped:-0}" -eq 0 ] || grep -E '# SKIP' "$log"
  echo "$name: ${good:-0} passed, ${bad:-0} failed, ${skipped:-0} skipped"
  count "${good:-0}" "${bad:-0}"
}

if installer/linux/build.sh; then
  count 1 0
  installer/linux/dependencies.sh browser lifecycle || count 0 1
  for tools in extension tests; do
    (cd "$tools" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || { echo "npm could not install the tools of $tools."; count 0 1; }
  done
  node_tests linux tests/packages/*.test.mjs
  # Without these proxies the tests are skipped, and say so.
  installer/linux/dependencies.sh network || echo "The proxies cannot be had here."
  PATCHBAY_BIN=$PWD/build/linux node_tests network tests/network/*.test.mjs
else
  count 0 1
fi

for system in windows macos; do
  left=${PATCHBAY_SECONDS_LEFT:+$((PATCHBAY_SECONDS_LEFT - SECONDS))}  # by what came before it
  line=$(PATCHBAY_SECONDS_LEFT=$left tests/packages/$system/run.sh | tee /dev/stderr | tail -n 1)
  count "${line%% *}" "$(sed -E 's/.*, ([0-9]+) failed/\1/' <<<"$line")"
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
