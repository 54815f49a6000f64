# runs the unit tests on both databases; words after it pick by name
need_tests
with_tests
tools/with_postgres.sh ctest --test-dir build -j "$JOBS" --output-on-failure ${1:+-R "$1"}
