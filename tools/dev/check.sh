# all that a reviewer would ask for, in under three minutes
need_tests
with_tests
with_sanitizers
run_checks() {
	local failed=0 check
	for check in tools/check_*.sh; do
		step "$(title "$check")" "$check" || failed=1
	done
	return $failed
}
run_checks
