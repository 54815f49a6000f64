#!/usr/bin/env bash
# Durable quiz answers a second beside bare durable writes; the aim on SQLite is
# 5,000.  With ASSAY_TEST_PG on PostgreSQL too.
set -euo pipefail
cd "$(dirname "$0")/.."
ninja -C build bench_answers >/dev/null
dir=$(mktemp -d "${TMPDIR:-/tmp}/assay-bench-XXXXXX")
trap 'rm -rf "$dir"' EXIT
echo sqlite
build/bench_answers "sqlite:$dir/bench.db" "${1:-50000}"
if [ -n "${ASSAY_TEST_PG:-}" ]; then
	name=bench_answers_$$
	psql -q "$ASSAY_TEST_PG" -c "CREATE SCHEMA $name"
	trap 'rm -rf "$dir"; psql -q "$ASSAY_TEST_PG" -c "SET client_min_messages = warning; DROP SCHEMA $name CASCADE"' EXIT
	case $ASSAY_TEST_PG in *\?*) sep='&' ;; *) sep='?' ;; esac
	echo postgres
	build/bench_answers "$ASSAY_TEST_PG${sep}options=-csearch_path%3D$name" "${2:-10000}"
fi
