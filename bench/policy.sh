#!/usr/bin/env bash
# who owes what: 100,000 people by 40 obligations, and one person after one fact, beside plain SQL
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=tools/dev/lib.sh
. tools/dev/lib.sh
# shellcheck source=bench/forty.bash
. bench/forty.bash
packages "SQLite's shell" sqlite3
ninja -C build bench_policy assay >/dev/null
dir=$(mktemp -d "${TMPDIR:-/tmp}/assay-bench-XXXXXX")
trap 'rm -rf "$dir"' EXIT
forty_modules "$dir/content"
NOW=1782432000000000

make() {
	rm -rf "$dir/state"
	build/assay setup --state "$dir/state" --name Bench --url http://127.0.0.1:1 --link \
		--admin-name A --admin-email a@example.org >"$dir/setup.log" 2>&1
	sqlite3 "$dir/state/assay.db" ".parameter set :people $1" ".read bench/policy.sql" >/dev/null
}
plain() {
	local begin end
	begin=$(date +%s.%N)
	sqlite3 "$dir/state/assay.db" ".parameter set :now $NOW" ".read bench/policy_peer.sql" >/dev/null
	end=$(date +%s.%N)
	echo "$end - $begin" | bc -l
}
echo "people  read s  judge s  with reasons s  one, ms  MB   owed     plain SQL s  judge / SQL"
[ $# -gt 0 ] || set -- 1000 10000 100000
for people; do
	make "$people"
	sql=$(plain)
	read -r load all with one mb owed _ < <(build/bench_policy \
		"sqlite:$dir/state/assay.db" "$dir/content" "$people" 3)
	awk -v p="$people" -v l="$load" -v a="$all" -v w="$with" -v o="$one" -v m="$mb" \
		-v n="$owed" -v s="$sql" 'BEGIN { printf "%6d  %6.2f  %7.2f  %14.2f  %7.2f  %4d %8d  %11.2f  %11.2f\n",
			p, l, a, w, o * 1000, m, n, s, a / s }'
done
