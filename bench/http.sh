#!/usr/bin/env bash
# pages and durable quiz answers of assay serve beside libmicrohttpd alone, and its memory
set -euo pipefail
cd "$(dirname "$0")/.."
ninja -C build assay bench_http >/dev/null
ASSAY=build/assay exec node bench/http.mjs "$@"
