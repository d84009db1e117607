#!/usr/bin/env bash
# Runs every test and ends in one line: N passed, N failed.
#   tests/run.sh          builds the dev preset; unit, contract, protocol, architecture, adapters, extension,
#                         the simulated CRMs by their vendors' own clients, end to end in Chromium and Firefox
#   tests/run.sh asan     the C++ tests under AddressSanitizer and UndefinedBehaviorSanitizer
#   tests/run.sh tsan     the C++ tests under ThreadSanitizer, built by Clang with its thread-safety analysis
# Installs what it needs (Debian 12, as root or with sudo).
set -uo pipefail
cd "$(dirname "$0")/.."
preset=${1:-dev}
passed=0
failed=0

die() { echo "$*" >&2; echo "$passed passed, $((failed + 1)) failed"; exit 1; }

groups=(build test)
[ "$preset" = dev ] || groups+=(clang)
installer/linux/dependencies.sh "${groups[@]}" || die "The packages could not be installed."
cmake --preset "$preset" >/dev/null || die "CMake could not configure the $preset preset."
cmake --build --preset "$preset" || die "The $preset preset does not build."

# Counts come from the machine-readable report, so that a runner that stopped half-way cannot look green.
report=$PWD/build/$preset/ctest.xml
rm -f "$report"
symbolizer=/usr/bin/llvm-symbolizer-19
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0:external_symbolizer_path=$symbolizer
export UBSAN_OPTIONS=print_stacktrace=1:external_symbolizer_path=$symbolizer
export TSAN_OPTIONS=halt_on_error=1:suppressions=$PWD/tests/tsan.supp:external_symbolizer_path=$symbolizer
ctest --test-dir "build/$preset" -j2 --output-on-failure --output-junit "$report" --no-tests=error
status=$?
[ -f "$report" ] || die "CTest left no report."
attribute() { sed -nE "0,/<testsuite/!{/ *$1=\"/{s/.* *$1=\"([0-9]+)\".*/\1/p;q}}; /<testsuite/{/$1=\"/{s/.*$1=\"([0-9]+)\".*/\1/p;q}}" "$report"; }
total=$(attribute tests)
broken=$(attribute failures)
skipped=$(attribute skipped)
[ "$status" -eq 0 ] || [ "${broken:-0}" -gt 0 ] || broken=1
passed=$((passed + ${total:-0} - ${broken:-0} - ${skipped:-0}))
failed=$((failed + ${broken:-0}))

node_tests() { # NAME COMMAND...: a run of node's test runner, whose TAP ends in "# pass N" and "# fail N"
  local name=$1 log status
  shift
  log=build/$preset/$name.tap
  "$@" >"$log" 2>&1
  status=$?
  local good bad
  good=$(sed -nE 's/^# pass ([0-9]+)$/\1/p' "$log" | tail -n 1)
  bad=$(sed -nE 's/^# fail ([0-9]+)$/\1/p' "$log" | tail -n 1)
  [ "$status" -eq 0 ] || [ "${bad:-0}" -gt 0 ] || bad=1
  [ "${good:-0}" -gt 0 ] || bad=$((${bad:-0} > 0 ? ${bad:-0} : 1))
  [ "${bad:-0}" -eq 0 ] || cat "$log"
  echo "$name: ${good:-0} passed, ${bad:-0} failed"
  passed=$((passed + ${good:-0}))
  failed=$((failed + ${bad:-0}))
}

if [ "$preset" = dev ]; then
  (cd tests && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || die "The test tools of the extension could not be installed."
  (cd extension && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || die "The extension's bundler could not be installed."
  if (cd tests && npm run --silent types); then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
  fi
  export PATCHBAY_BIN=$PWD/build/$preset
  node extension/build.mjs || die "The extension does not build."
  node_tests extension node --test --test-reporter=tap tests/extension/*.test.mjs
  (cd tests/clients && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) ||
    die "The vendors' clients could not be installed."
  node_tests clients node --test --test-reporter=tap tests/clients/*.test.mjs
  node_tests end-to-end node --test --test-reporter=tap tests/e2e/*.test.mjs
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
