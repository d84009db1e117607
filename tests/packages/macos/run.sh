#!/usr/bin/env bash
# The package for macOS: its structure, its scripts in a folder that stands for a Mac's disk, the configuration profile; and the programs,
# where PATCHBAY_MACOS=1 asks for them (for PATCHBAY_MACOS_CPUS, unless for both): of a processor's time they take 25 seconds when all is
# built, 1,600 with the libraries alone and 2,800 from nothing. Nothing of it runs on a Mac. Ends in one line: N passed, N failed.
set -uo pipefail
cd "$(dirname "$0")/../../.."
folder=build/packages
mkdir -p "$folder"

programs() { # sets PATCHBAY_MACOS_BUILD and PATCHBAY_MACOS_CPUS where programs were built
  local cpus=${PATCHBAY_MACOS_CPUS:-arm64 x86_64}
  if [ "${PATCHBAY_MACOS:-}" != 1 ]; then
    echo "macOS: the programs are skipped. PATCHBAY_MACOS=1 builds them, the first time with their libraries."
    return 0
  fi
  installer/macos/build.sh $cpus
  case $? in
    0) export PATCHBAY_MACOS_BUILD=$PWD/build/macos PATCHBAY_MACOS_CPUS=$cpus ;;
    3) echo "macOS: the programs are skipped, what they are built with cannot be had here." ;;
    *) return 1 ;;
  esac
}

passed=0
failed=0
installer/linux/dependencies.sh macos-package || echo "The readers of packages cannot be had here."
programs || failed=1
log=$folder/macos.tap
node --test --test-reporter=tap tests/packages/macos/*.test.mjs >"$log" 2>&1
status=$?
good=$(sed -nE 's/^# pass ([0-9]+)$/\1/p' "$log" | tail -n 1)
bad=$(sed -nE 's/^# fail ([0-9]+)$/\1/p' "$log" | tail -n 1)
[ "$status" -eq 0 ] || [ "${bad:-0}" -gt 0 ] || bad=1
[ "${bad:-0}" -eq 0 ] || cat "$log"
grep -E '# SKIP' "$log"
passed=$((passed + ${good:-0}))
failed=$((failed + ${bad:-0}))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
