# everything: checks, unit tests on both databases, sanitizers, browser
need_tests
passed=0 failed=0
mkdir -p "$LOGS"
skips=$LOGS/skips.txt
: >"$skips"

# tally PATTERN LOG: the sum of the numbers that the pattern finds
tally() { grep -aoP "$1" "$2" | awk '{ n += $1 } END { print n + 0 }' || true; }

count() { # count LOG STATUS: adds what the log says it ran, at least one
	local p f
	p=$(tally '^(\d+: )?\[  PASSED  \] \K\d+(?= test)' "$1")
	f=$(tally '^(\d+: )?\[  FAILED  \] \K\d+(?= test)' "$1")
	if [ "$p$f" = 00 ]; then
		p=$(tally '^\d+(?= passed, \d+ failed)' "$1")
		f=$(tally '^\d+ passed, \K\d+(?= failed)' "$1")
	fi
	[ "$2" = 0 ] && [ "$p" = 0 ] && p=1
	[ "$2" != 0 ] && [ "$f" = 0 ] && f=1
	passed=$((passed + p))
	failed=$((failed + f))
	grep -aoP '^(\d+: )?(\[  SKIPPED \] |SKIP )\K\S.*' "$1" >>"$skips" || true
}

stage() { # stage WHAT COMMAND...: a step whose failure does not end the run
	local log rc=0
	step "$@" || rc=$?
	log=$LOGS/$(echo "$1" | tr -c 'a-zA-Z0-9\n' '_').txt
	count "$log" "$rc"
}

ctest_in() { # ctest_in FOLDER OPTION...
	local folder=$1
	shift
	ctest --test-dir "$folder" -j "$JOBS" --output-on-failure --timeout 300 -V "$@"
}
build_both() {
	with_tests
	with_sanitizers
}

stages() {
	stage "unit tests, gcc" ctest_in build
	stage "unit tests, clang with address and undefined sanitizers" ctest_in build-asan -LE slow
	for run in tests/*/run; do
		[ -x "$run" ] || continue
		stage "$(title "$run")" "$run"
	done
}

if [ "${ASSAY_TEST_INNER:-}" = "" ]; then
	say "building with gcc, and with clang and its sanitizers"
	build_both
	# no test cuts the power, and programs of ours that are killed leave the
	# server's pages in memory
	exec env ASSAY_TEST_INNER=1 ASSAY_PG_OPTIONS="-c fsync=off" \
		tools/with_postgres.sh ./dev test
fi
for check in tools/check_*.sh; do
	stage "$(title "$check")" "$check"
done
stages
while read -r skip; do
	if ! grep -qF -- "${skip%%:*}" tests/SKIPS; then
		echo "skipped and not in tests/SKIPS: $skip" >&2
		failed=$((failed + 1))
	fi
done < <(sort -u "$skips")
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
