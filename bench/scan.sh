#!/usr/bin/env bash
# MB/s and lines/s of a scan beside tree-sitter's bare parse of the same files
set -euo pipefail
cd "$(dirname "$0")/.."
path=${1:-}
if [ -z "$path" ]; then
	for path in node_modules /usr/lib/python3; do
		[ -d "$path" ] && break
	done
fi
ninja -C build bench_scan >/dev/null
# the folder itself may be called node_modules: what lies in it is scanned
exec build/bench_scan rules "$path" "$(nproc)"
