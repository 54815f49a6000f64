# prints a figure beside its peer and its limit: ./dev bench NAME; no name lists them
if [ $# -eq 0 ]; then
	find bench -name '*.sh' -printf '%f\n' | sed 's/\.sh$//' | sort
	exit 0
fi
[ -f "bench/$1.sh" ] || die "no bench named '$1'; './dev bench' lists them"
need_tests
packages "load drivers" wrk
with_tests
name=$1
shift
tools/with_postgres.sh "bench/$name.sh" "$@"
