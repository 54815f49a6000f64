#!/usr/bin/env bash
# What the preview of a roster costs at 5,000, 50,000 and ROWS lines (500,000
# unless told), on an empty database and on one that holds 50,000 people, beside a
# plain read of the same file by `sqlite3 .import`.  Printed are seconds, peak
# memory and microseconds a line: the last should not grow with the file.  The limit
# is 10 seconds and the 1 GiB that the reader may take.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-500000}
ninja -C build assay >/dev/null
dir=$(mktemp -d "${TMPDIR:-/tmp}/assay-bench-XXXXXX")
trap 'rm -rf "$dir"' EXIT

make_roster() { # LINES: a tree of managers eight wide, 300 teams, 20 units
	awk -v n="$1" 'BEGIN {
		print "email,name,role,team,manager,employment,unit,duties,zone,starts,external"
		for (i = 0; i < n; i++)
			printf "p%d@acme.example,Person Number %d,%s,team %d,%s,employee,unit %d,%s,Europe/Vienna,20%d-0%d-1%d,HR%d\n",
				i, i, i < n / 50 ? "lead" : "developer", i % 300,
				i ? "p" int((i - 1) / 8) "@acme.example" : "", i % 20,
				i % 7 ? "" : "on-call;reviewer", 10 + i % 15, 1 + i % 9, i % 10, i
	}'
}

measure() { # NAME LINES COMMAND...
	local name=$1 lines=$2
	shift 2
	/usr/bin/time -f '%e %M' -o "$dir/time" "$@" >"$dir/out" 2>"$dir/said" || {
		cat "$dir/said" >&2
		exit 1
	}
	awk -v name="$name" -v n="$lines" '{
		printf "%-34s %6.2f s  %6.1f MiB  %6.2f us a line\n", name, $1, $2 / 1024, $1 * 1e6 / n
	}' "$dir/time"
}

fresh() { # STATE
	build/assay setup --state "$1" --name Acme --url https://assay.acme.example \
		--admin-name Ada --admin-email ada@acme.example --link >/dev/null 2>&1
}

fresh "$dir/empty"
fresh "$dir/full"
for n in 5000 50000 "$rows"; do
	make_roster "$n" >"$dir/$n.csv"
	measure "$n, plain read (sqlite3)" "$n" sqlite3 :memory: ".mode csv" ".import $dir/$n.csv roster"
	measure "$n, preview, nobody is here" "$n" build/assay roster import "$dir/$n.csv" --dry-run --state "$dir/empty"
	[ "$(wc -l <"$dir/out")" = "$n" ]
done
measure "50000, applied" 50000 build/assay roster import "$dir/50000.csv" --state "$dir/full"
measure "50000, preview, all are here" 50000 build/assay roster import "$dir/50000.csv" --dry-run --state "$dir/full"
[ ! -s "$dir/out" ]
measure "$rows, preview, 50000 are here" "$rows" build/assay roster import "$dir/$rows.csv" --dry-run --state "$dir/full"
