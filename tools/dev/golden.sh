# compares what the commands print with the golden files; --accept takes it as it is
with_tests
tests/golden/run "$@"
