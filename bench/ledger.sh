#!/usr/bin/env bash
# Durable facts a second, and milliseconds until one is provable; the limit in
# the same run.  With ASSAY_TEST_PG on PostgreSQL too.
set -euo pipefail
cd "$(dirname "$0")/.."
ninja -C build bench_ledger >/dev/null
dir=$(mktemp -d "${TMPDIR:-/tmp}/assay-bench-XXXXXX")
trap 'rm -rf "$dir"' EXIT
build/bench_ledger "sqlite:$dir/bench.db" "$dir/sqlite-keys" "${1:-512}"
if [ -n "${ASSAY_TEST_PG:-}" ]; then
	name=bench_ledger_$$
	psql -q "$ASSAY_TEST_PG" -c "CREATE SCHEMA $name"
	trap 'rm -rf "$dir"; psql -q "$ASSAY_TEST_PG" -c "SET client_min_messages = warning; DROP SCHEMA $name CASCADE"' EXIT
	case $ASSAY_TEST_PG in *\?*) sep='&' ;; *) sep='?' ;; esac
	build/bench_ledger "$ASSAY_TEST_PG${sep}options=-csearch_path%3D$name" "$dir/pg-keys" 32
fi
