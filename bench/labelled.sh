#!/usr/bin/env bash
# findings against a suite of labelled test cases: bench/labelled.sh SUITE [RULES]
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -ge 1 ] || {
	echo 'the folder of a suite, with its expectedresults*.csv, is wanted' >&2
	exit 2
}
ninja -C build assay >/dev/null
exec node bench/labelled.mjs build/assay "$@"
