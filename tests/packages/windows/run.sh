#!/usr/bin/env bash
# The package for Windows, built and tried under wine, and the host's tests there. Ends in one line: N passed, N failed.
# PATCHBAY_WINDOWS=0 leaves it out. Where PATCHBAY_SECONDS_LEFT says how long it may take (.ci/run does), it is left out when that is less than it
# takes on two processors that have nothing else to do, and says so.
set -uo pipefail
cd "$(dirname "$0")/../../.."
skip() { echo "Windows: skipped, $*"; echo "0 passed, 0 failed"; exit 0; }

# Reckoned for two idle processors from the processor time of builds beside others' work: all libraries took 556 s, nine tenths of the
# programs 700 s, a tenth of the C++ tests 85 s.
readonly tests_take=180      # with everything built
readonly with_libraries=400  # with the libraries that dependencies.sh leaves in its cache, and the compiler's cache; without that one, 1000
readonly without=1350        # with neither

[ "${PATCHBAY_WINDOWS:-1}" != 0 ] || skip "as PATCHBAY_WINDOWS=0 asks."
bound=()
if [ -n "${PATCHBAY_SECONDS_LEFT:-}" ]; then
  needed=$without
  for cached in "${XDG_CACHE_HOME:-$HOME/.cache}"/patchbay/windows-deps-*/complete; do
    [ ! -e "$cached" ] || needed=$with_libraries
  done
  [ "$PATCHBAY_SECONDS_LEFT" -ge "$needed" ] || skip "it takes $needed seconds, and $PATCHBAY_SECONDS_LEFT are left."
  bound=(timeout --kill-after=10 "$((PATCHBAY_SECONDS_LEFT - tests_take))")
fi

"${bound[@]}" installer/windows/build.sh tests
case $? in
  0) ;;
  3) skip "what it is built with cannot be had here." ;;
  124 | 137) skip "it was not built in the $PATCHBAY_SECONDS_LEFT seconds that are left. What was built is kept." ;;
  *) echo "0 passed, 1 failed"; exit 1 ;;
esac

passed=1
failed=0
line=$(installer/windows/test.sh | tee /dev/stderr | tail -n 1)
passed=$((passed + ${line%% *}))
failed=$((failed + $(sed -E 's/.*, ([0-9]+) failed/\1/' <<<"$line")))

log=build/windows/packages.tap
node --test --test-reporter=tap tests/packages/windows/*.test.mjs >"$log" 2>&1
status=$?
good=$(sed -nE 's/^# pass ([0-9]+)$/\1/p' "$log" | tail -n 1)
bad=$(sed -nE 's/^# fail ([0-9]+)$/\1/p' "$log" | tail -n 1)
[ "$status" -eq 0 ] || [ "${bad:-0}" -gt 0 ] || bad=1
[ "${bad:-0}" -eq 0 ] || cat "$log"
grep -E '# SKIP' "$log"
echo "$((passed + ${good:-0})) passed, $((failed + ${bad:-0})) failed"
[ "$((failed + ${bad:-0}))" -eq 0 ]
