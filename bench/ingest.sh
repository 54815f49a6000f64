#!/usr/bin/env bash
# an upload of 100,000 results, the same again, and the next scan, beside reading the file alone
set -euo pipefail
cd "$(dirname "$0")/.."
ninja -C build bench_ingest >/dev/null
exec build/bench_ingest "$@"
