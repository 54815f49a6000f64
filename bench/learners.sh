#!/usr/bin/env bash
# A deadline day: 3,000 people start a quiz of 16 questions within one second and
# answer with think time, the server on one core; then once more with kill -9 half-way.
set -euo pipefail
cd "$(dirname "$0")/.."
ninja -C build assay >/dev/null
taskset -c 1 node bench/learners.mjs "$@"
taskset -c 1 node bench/learners.mjs --kill "$@"
