#!/usr/bin/env bash
# clang-tidy with the short list of .clang-tidy over the host and the adapters; every finding is an error.
# The tsan preset is only configured: it says how Clang compiles each file, and writes the sources that are generated.
# Ends in one line: N passed, N failed (source files).
set -uo pipefail
cd "$(dirname "$0")/.."
installer/linux/dependencies.sh build test clang || { echo "0 passed, 1 failed"; exit 1; }
cmake --preset tsan >/dev/null || { echo "0 passed, 1 failed"; exit 1; }
mapfile -t files < <(git ls-files 'host/*.cpp' 'adapters/*.cpp' | grep -vE '_(win32|apple)\.cpp$')
log=$PWD/build/lint
rm -rf "$log"
mkdir -p "$log"
check() {
  local report=$2/${1//\//+}
  clang-tidy-19 --quiet -p build/tsan "$1" >"$report" 2>&1 || { cat "$report"; touch "$report.failed"; }
}
export -f check
printf '%s\n' "${files[@]}" | xargs -P "$(nproc)" -I{} bash -c 'check "$1" "$2"' _ {} "$log"
failed=$(find "$log" -name '*.failed' | wc -l)
echo "$((${#files[@]} - failed)) passed, $failed failed"
[ "$failed" -eq 0 ]
