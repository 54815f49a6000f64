#!/usr/bin/env bash
# durable writes a second on both engines beside the disk's own syncs
set -euo pipefail
cd "$(dirname "$0")/.."
ninja -C build bench_store >/dev/null
exec build/bench_store "$@"
