#!/usr/bin/env bash
# may they pass? one gate's answers over HTTP: the same person, different ones, right after a fact, beside a bare route
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=tools/dev/lib.sh
. tools/dev/lib.sh
need_tests
ninja -C build assay >/dev/null
ASSAY=build/assay exec "$NODE" bench/gates.mjs "$@"
