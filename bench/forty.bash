# Sourced by benches whose policy has forty obligations, a module each.

# forty_modules DIR: the content with the modules m0 to m40 beside its own
forty_modules() {
	cp -r content "$1"
	for i in $(seq 0 40); do
		cp -r content/modules/report-incidents "$1/modules/m$i"
		sed -i "s/report-incidents/m$i/g" "$1/modules/m$i"/*
	done
}

# forty_obligations SETTING [KEY]: a policy with one line of settings, and one more key in each
forty_obligations() {
	cat <<-EOF
		policy: training
		version: 1
		title: T
		owner: o
		approver: a
		approved: 2025-01-01
		effective: 2025-01-01
		review_by: 2027-01-01
		$1
		statement: {who: a, what: b, how_often: c, onboarding: d, non_completion: e, enforced: f}
		systems:
		  - {id: production, title: P}
		  - {id: pipelines, title: Q}
		obligations:
	EOF
	local who=("{}" "{access: [production]}" "{seniority: [privileged, on-call]}"
		"{stack: [go, php], not: {employment: [contractor]}}" "{any: [{duty: [reviewer]}, {role: [lead]}]}")
	for i in $(seq 40); do
		printf '  - id: o%d\n    title: O\n    kind: assign-recurring\n    who: %s\n' "$i" "${who[$((i % 5))]}"
		printf '    what: {modules: [m%d]}\n    cadence: {every: %d months}\n' "$i" $((6 + i % 3 * 6))
		[ -z "${2:-}" ] || printf '    %s\n' "$2"
	done
}
