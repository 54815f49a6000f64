# fuzzes one parser: ./dev fuzz NAME [SECONDS]; no name lists them
if [ $# -eq 0 ]; then
	find src -name '*_fuzz.c' -printf '%f\n' | sed 's/_fuzz\.c$//' | sort
	exit 0
fi
need_tests
[ -n "$(find src -name "$1_fuzz.c")" ] || die "no fuzzer named '$1'; './dev fuzz' lists them"
configure build-fuzz -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER=clang -DASSAY_FUZZ=ON
compile build-fuzz "$1_fuzz"
mkdir -p "build-fuzz/corpus/$1"
exec "build-fuzz/$1_fuzz" -max_total_time="${2:-60}" -artifact_prefix="build-fuzz/$1-" \
	"build-fuzz/corpus/$1" "tests/fuzz/$1"
