#!/usr/bin/env bash
# with_postgres.sh COMMAND...: runs it with ASSAY_TEST_PG naming a private
# PostgreSQL on a free port of loopback, stopped again afterwards.  The server
# runs as an unprivileged user, from the version's own bin/, with what stands in
# ASSAY_PG_OPTIONS besides.
set -euo pipefail
if [ -n "${ASSAY_TEST_PG:-}" ]; then
	exec "$@"
fi
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "with_postgres: PostgreSQL is not installed" >&2; exit 3; }
dir=$(mktemp -d /tmp/assay-pg.XXXXXX)
as_user() { (cd "$dir" && "$@"); }
if [ "$(id -u)" = 0 ]; then
	chown postgres "$dir"
	as_user() { (cd "$dir" && runuser -u postgres -- "$@"); }
fi
stop() {
	as_user "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1 || true
	rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
as_user "$bin/initdb" -D "$dir/data" -U assay --auth=trust --locale=C -E UTF8 >"$dir.log" 2>&1 ||
	{ cat "$dir.log" >&2; exit 3; }
rm -f "$dir.log"
for _ in 1 2 3 4 5 6 7 8; do
	port=$((20000 + RANDOM % 20000))
	if as_user "$bin/pg_ctl" -D "$dir/data" -w -t 30 -l "$dir/log" \
		-o "-p $port -k $dir -c listen_addresses=127.0.0.1 -c max_connections=300 ${ASSAY_PG_OPTIONS:-}" \
		start >/dev/null 2>&1; then
		as_user "$bin/createdb" -h 127.0.0.1 -p "$port" -U assay assay
		export ASSAY_TEST_PG="postgresql://assay@127.0.0.1:$port/assay"
		"$@"
		exit
	fi
done
echo "with_postgres: PostgreSQL did not start:" >&2
tail -n 20 "$dir/log" >&2
exit 3
