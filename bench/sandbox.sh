#!/usr/bin/env bash
# What a box costs a run, beside the bare program and beside bare bwrap
set -euo pipefail
cd "$(dirname "$0")/.."
ninja -C build bench_sandbox >/dev/null
exec build/bench_sandbox "${1:-60}"
