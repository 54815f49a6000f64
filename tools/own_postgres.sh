#!/usr/bin/env bash
# own_postgres.sh make|start|kill|gone DIR: a cluster in DIR that a test may
# kill.  start prints its URL; the port is chosen once, by make.  Durability is
# the server's usual one; the user is an unprivileged one.
set -euo pipefail
verb=$1 dir=$2
bin=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin | sort -V | tail -n 1)
as_user() { (cd "$dir" && "$@"); }
if [ "$(id -u)" = 0 ]; then
	as_user() { (cd "$dir" && runuser -u postgres -- "$@"); }
fi
case $verb in
make)
	[ "$(id -u)" != 0 ] || chown postgres "$dir"
	as_user "$bin/initdb" -D "$dir/data" -U assay --auth=trust \
		--locale=C -E UTF8 >/dev/null
	echo $((20000 + RANDOM % 20000)) >"$dir/port"
	echo made
	;;
start)
	for _ in 1 2 3 4 5 6; do
		port=$(cat "$dir/port")
		if as_user "$bin/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/log" -o "-p $port \
			-k $dir -c listen_addresses=127.0.0.1 -c max_connections=100" \
			start >/dev/null 2>&1; then
			echo "postgresql://assay@127.0.0.1:$port/postgres"
			exit 0
		fi
		# somebody took the port; only before the first start may it change
		[ -e "$dir/started" ] || echo $((20000 + RANDOM % 20000)) >"$dir/port"
		sleep 0.2
	done
	cat "$dir/log" >&2
	exit 1
	;;
kill)
	# the postmaster and with it every backend, as a power cut would
	pid=$(head -n 1 "$dir/data/postmaster.pid")
	children=$(ps -o pid= --ppid "$pid" | tr '\n' ' ')
	# shellcheck disable=SC2086
	kill -KILL "$pid" $children 2>/dev/null || true
	for child in $children; do
		while kill -0 "$child" 2>/dev/null; do sleep 0.05; done
	done
	touch "$dir/started"
	echo killed
	;;
gone)
	as_user "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1 || true
	rm -rf "$dir"
	echo gone
	;;
esac
