# runs the unit tests under address and undefined-behaviour sanitizers
need_tests
with_sanitizers
tools/with_postgres.sh ctest --test-dir build-asan -j "$JOBS" --output-on-failure ${1:+-R "$1"}
