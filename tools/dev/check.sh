# all that a reviewer would ask for, in under three minutes
need_tests
configure build -DCMAKE_BUILD_TYPE=Release
compile build
configure build-asan -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=clang -DASSAY_SANITIZE=ON
compile build-asan
run_checks() {
	local failed=0 check
	for check in tools/check_*.sh; do
		step "$(title "$check")" "$check" || failed=1
	done
	return $failed
}
run_checks
