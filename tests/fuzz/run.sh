#!/usr/bin/env bash
# Fuzzes the frame decoder and the message parser for a time, starting from the inputs in tests/fuzz/corpus. A crash leaves its input in
# build/fuzz/crash-*. Installs what it needs. Ends in one line: N passed, N failed (targets).
#   tests/fuzz/run.sh [SECONDS]     for each target; 30 unless told
set -uo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-30}
targets=(frame message)
die() { echo "$*" >&2; echo "0 passed, ${#targets[@]} failed"; exit 1; }

installer/linux/dependencies.sh build test clang || die "The packages could not be installed."
cmake -S . -B build/fuzz -G Ninja -DCMAKE_BUILD_TYPE=None -DCMAKE_C_COMPILER=clang-19 -DCMAKE_CXX_COMPILER=clang++-19 \
  -DPATCHBAY_FUZZ=ON >/dev/null || die "CMake could not configure the fuzz targets."
cmake --build build/fuzz --target "${targets[@]/#/fuzz_}" || die "The fuzz targets do not build."

export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
export ASAN_SYMBOLIZER_PATH=/usr/bin/llvm-symbolizer-19
passed=0
for target in "${targets[@]}"; do
  corpus=build/fuzz/corpus/$target  # what is found is added to the copy
  mkdir -p "$corpus"
  cp -r "tests/fuzz/corpus/$target/." "$corpus/" || die "There is no corpus for $target."
  log=build/fuzz/$target.log
  if build/fuzz/bin/fuzz_"$target" -max_total_time="$seconds" -timeout=5 -print_final_stats=1 \
       -artifact_prefix=build/fuzz/crash- "$corpus" >"$log" 2>&1; then
    passed=$((passed + 1))
    sed -nE "s/^stat::number_of_executed_units: */$target: inputs tried: /p" "$log"
  else
    tail -n 60 "$log"
    echo "$target: FAILED"
  fi
done
echo "$passed passed, $((${#targets[@]} - passed)) failed"
[ "$passed" -eq "${#targets[@]}" ]
