#!/usr/bin/env bash
# The completion export of ROWS rows (a million unless told) beside `sqlite3 -csv`
# and `psql \copy` of the same SELECT; the limit is 1.5 times theirs, in constant
# memory.  PostgreSQL only with ASSAY_TEST_PG.  The peers write numbers where we
# write dates, names of columns, a status and a hash.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-1000000}
ninja -C build bench_export >/dev/null
dir=$(mktemp -d "${TMPDIR:-/tmp}/assay-bench-XXXXXX")
trap 'rm -rf "$dir"' EXIT

# the very block the program runs, its parameters filled in
select=$(awk '/^-- name: export_completions /{on=1; next} on && /^-- name:/{exit} on && !/^--/' \
	sql/queries/export.sql | tr -d ';' |
	sed -e "s/:viewer/NULL/g; s/:operator/1/g; s/:until/9000000000000000/g; s/:since/0/g" \
		-e "s/:all_modules/1/g; s/:modules/''/g; s/:person IS NULL/1 = 1/; s/a.person = :person/1 = 1/")

# fill ID FROM: n people with ten modules each, six in ten of them proved at the
# second try, half of those signed.  ID makes an id of a number, FROM the numbers.
fill() {
	local id=$1 people=$2 pairs=$3 modules
	modules="CASE m WHEN 0 THEN 'a05-injection' WHEN 1 THEN 'report-incidents' ELSE 'module-' || m END"
	cat <<SQL
INSERT INTO person (id, email, name, role, joined, at_from, seq_from)
SELECT $(printf "$id" n), 'person' || n || '@example.org', 'Person ' || n, 'developer', 1, 1, n FROM $people;
INSERT INTO module_version (module, version, title, content_hash, published, seq_from)
SELECT $modules, '1.0.0', 'Module ' || m, $4, 1, m FROM $5;
INSERT INTO assignment (id, person, module, why, asked_by, made, due, seq_from)
SELECT $(printf "$id" "n * 10 + m"), $(printf "$id" n), $modules,
       'because you joined on 3 March 2026, and everybody takes "Course" within 30 days of joining',
       'rule', 1772500000000000 + n, 1775100000000000 + n, 1000000000 + n * 10 + m FROM $pairs;
INSERT INTO attempt_result (attempt, person, module, version, started, closed, asked, right_count, score, pass, passed, expired, seq_from)
SELECT $(printf "$id" "(n * 10 + m) * 2 + t"), $(printf "$id" n), $modules, '1.0.0', 1772600000000000 + t, 1772600000000000 + n + t,
       10, 5 + 4 * t, 50 + 40 * t, 80, t, 0, 2000000000 + (n * 10 + m) * 2 + t
  FROM $pairs, $6 WHERE (n + m) % 10 < 6;
INSERT INTO completion (id, person, module, version, how, attempt, score, earned, valid_until, seq_from)
SELECT $(printf "$id" "n * 10 + m"), $(printf "$id" n), $modules, '1.0.0', 'studied', $(printf "$id" "(n * 10 + m) * 2 + 1"),
       90, 1772600000000001 + n, 1804136000000000 + n, 4000000000 + n * 10 + m FROM $pairs WHERE (n + m) % 10 < 6;
INSERT INTO attestation (id, person, module, version, name, statement, ip, user_agent, completion, signed_at, seq_from)
SELECT $(printf "$id" "n * 10 + m"), $(printf "$id" n), $modules, '1.0.0', 'Person ' || n, 'I have worked through it', '192.0.2.1', 'Browser',
       $(printf "$id" "n * 10 + m"), 1772600000000002 + n, 5000000000 + n * 10 + m FROM $pairs WHERE (n + m) % 10 < 3;
ANALYZE;
SQL
}

timed() { # NAME COMMAND...
	local name=$1 start end
	shift
	start=$(date +%s%N)
	"$@"
	end=$(date +%s%N)
	awk -v n="$name" -v t=$((end - start)) 'BEGIN { printf "%s: %.2f s\n", n, t / 1e9 }'
}

people=$((rows / 10))
build/bench_export fill "sqlite:$dir/b.db"
{
	echo "PRAGMA synchronous = OFF; BEGIN;"
	echo "CREATE TEMP TABLE ns AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < $people) SELECT n FROM c;"
	echo "CREATE TEMP TABLE ms AS WITH RECURSIVE c(m) AS (SELECT 0 UNION ALL SELECT m + 1 FROM c WHERE m < 9) SELECT m FROM c;"
	fill "CAST(printf('%%016d', %s) AS BLOB)" ns "ns, ms" "x'00'" ms "(SELECT 0 AS t UNION ALL SELECT 1)"
	echo "COMMIT;"
} | sqlite3 "$dir/b.db"
echo "sqlite, $rows rows:"
same_sqlite() { sqlite3 -csv "$dir/b.db" "$select" >"$dir/peer.csv"; }
for round in 1 2; do
	build/bench_export run "sqlite:$dir/b.db" "$dir/ours.csv"
	timed "sqlite3 -csv" same_sqlite
done
[ "$(wc -l <"$dir/ours.csv")" = $((rows + 1)) ]
[ "$(wc -l <"$dir/peer.csv")" = "$rows" ]

[ -n "${ASSAY_TEST_PG:-}" ] || exit 0
name=bench_export_$$
psql -q "$ASSAY_TEST_PG" -c "CREATE SCHEMA $name"
trap 'rm -rf "$dir"; psql -q "$ASSAY_TEST_PG" -c "SET client_min_messages = warning; DROP SCHEMA $name CASCADE"' EXIT
case $ASSAY_TEST_PG in *\?*) sep='&' ;; *) sep='?' ;; esac
url="$ASSAY_TEST_PG${sep}options=-csearch_path%3D$name"
build/bench_export fill "$url"
fill "CAST(lpad(to_hex(CAST(%s AS bigint)), 32, '0') AS uuid)" "(SELECT generate_series(1, $people) AS n) AS x" \
	"(SELECT generate_series(1, $people) AS n) AS x, (SELECT generate_series(0, 9) AS m) AS y" "'\\x00'" \
	"(SELECT generate_series(0, 9) AS m) AS y" "(SELECT 0 AS t UNION ALL SELECT 1) AS z" | psql -q -v ON_ERROR_STOP=1 "$url"
echo "postgres, $rows rows:"
same_psql() { psql -q "$url" -c "\\copy ($(echo "$select" | tr '\n' ' ')) TO '$dir/peer.csv' CSV"; }
for round in 1 2; do
	build/bench_export run "$url" "$dir/ours.csv"
	timed "psql copy" same_psql
done
[ "$(wc -l <"$dir/ours.csv")" = $((rows + 1)) ]
