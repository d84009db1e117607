#!/usr/bin/env bash
# Builds the release preset and measures it. Run by hand on an idle machine; ends with 1 when a limit is exceeded.
set -euo pipefail
cd "$(dirname "$0")/../.."
installer/linux/dependencies.sh build test
cmake --preset release >/dev/null
cmake --build --preset release --target bench
build/release/bin/bench
