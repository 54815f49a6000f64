# runs the unit tests under address and undefined-behaviour sanitizers
need_tests
configure build-asan -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=clang -DASSAY_SANITIZE=ON
compile build-asan
tools/with_postgres.sh ctest --test-dir build-asan -j "$JOBS" --output-on-failure ${1:+-R "$1"}
