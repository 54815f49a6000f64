#!/usr/bin/env bash
# one run of reminders over everybody: planning, and messages written, beside bare rows into the same database
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=tools/dev/lib.sh
. tools/dev/lib.sh
# shellcheck source=bench/forty.bash
. bench/forty.bash
packages "SQLite's shell" sqlite3
ninja -C build bench_reminders assay >/dev/null
dir=$(mktemp -d "${TMPDIR:-/tmp}/assay-bench-XXXXXX")
trap 'rm -rf "$dir"' EXIT
forty_modules "$dir/content"

# A policy that is never quiet.
policy() {
	forty_obligations 'messages: {quiet: {from: "00:00", to: "00:00"}, weekdays_only: false}'
}
make() {
	rm -rf "$dir/state"
	build/assay setup --state "$dir/state" --name Bench --url http://127.0.0.1:1 --link \
		--admin-name A --admin-email a@example.org --mail-from assay@example.org >"$dir/setup.log" 2>&1
	sqlite3 "$dir/state/assay.db" ".parameter set :people $1" ".read bench/policy.sql" >/dev/null
	policy >"$dir/policy.yaml"
	local hash
	hash=$(sha256sum "$dir/policy.yaml" | cut -c1-64)
	sqlite3 "$dir/state/assay.db" <<-EOF
		INSERT INTO content_blob (hash, bytes, stored) VALUES (X'$hash', CAST(readfile('$dir/policy.yaml') AS BLOB), 0);
		INSERT INTO policy_version (policy, version, content, effective, published, seq_from)
		VALUES ('training', 1, X'$hash', 1735689600000000, 1735689600000000, 0);
	EOF
}
echo "people  plan ms  messages  written /s  bare rows /s  ratio"
[ $# -gt 0 ] || set -- 1000 10000
for people; do
	make "$people"
	read -r plan messages rate bare < <(build/bench_reminders \
		"sqlite:$dir/state/assay.db" "$dir/content")
	awk -v n="$people" -v p="$plan" -v m="$messages" -v r="$rate" -v b="$bare" 'BEGIN {
		printf "%6d  %7d  %8d  %10d  %12d  %5.2f\n", n, p, m, r, b, r / b }'
done
