#!/usr/bin/env bash
# From handing in a lab to its verdict, per lab, alone and with 20 people at once;
# and what a page takes meanwhile beside an idle server.
set -euo pipefail
cd "$(dirname "$0")/.."
ninja -C build assay >/dev/null
exec node bench/labs.mjs "$@"
