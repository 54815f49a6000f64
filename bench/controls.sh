#!/usr/bin/env bash
# the pages of controls: a day's count over everybody, the same again, and a month of operation
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=tools/dev/lib.sh
. tools/dev/lib.sh
# shellcheck source=bench/forty.bash
. bench/forty.bash
packages "SQLite's shell" sqlite3
ninja -C build bench_controls assay >/dev/null
dir=$(mktemp -d "${TMPDIR:-/tmp}/assay-bench-XXXXXX")
trap 'rm -rf "$dir"' EXIT
forty_modules "$dir/content"

# Each obligation is named by two controls: one with a period of its own.
policy() {
	forty_obligations 'frameworks: [soc2, pci]' 'controls: ["soc2:CC1.4", "pci:6.2.2"]'
}
make() {
	rm -rf "$dir/state"
	build/assay setup --state "$dir/state" --name Bench --url http://127.0.0.1:1 --link \
		--admin-name A --admin-email a@example.org >"$dir/setup.log" 2>&1
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
echo "people  read s  day s  again ms  month s  controls"
[ $# -gt 0 ] || set -- 1000 10000 100000
for people; do
	make "$people"
	read -r load first again month controls _ < <(build/bench_controls \
		"sqlite:$dir/state/assay.db" "$dir/content")
	printf '%6d  %6s  %5s  %8s  %7s  %8s\n' "$people" "$load" "$first" "$again" "$month" "$controls"
done
