# What the scripts beside this share; read by them, not run.
# shellcheck shell=sh disable=SC2034

# gate_config FILE: the settings, from a file that only root can have written.
gate_config() {
	ASSAY_GATE_SERVER='' ASSAY_GATE_TOKEN='' ASSAY_GATE_SYSTEM=''
	ASSAY_GATE_KEY='' ASSAY_GATE_CACHE='' ASSAY_GATE_FAIL=''
	ASSAY_GATE_TIMEOUT=5 ASSAY_GATE_USERS='' ASSAY_GATE_DOMAIN=''
	ASSAY_GATE_EXCEPT='' ASSAY_GATE_KEYS='' ASSAY_GATE_ASKS=pusher
	ASSAY_GATE_PROGRAM=assay
	if [ ! -r "$1" ]; then
		gate_log err "cannot read $1"
		return 1
	fi
	# shellcheck source=/dev/null
	. "$1"
}

# gate_log LEVEL TEXT: to syslog; never in anybody's way.
gate_log() {
	logger -t "${0##*/}" -p "auth.$1" -- "$2" 2>/dev/null || :
}

# gate_except LOGIN: true for who is never asked about.
gate_except() {
	for gate_one in $ASSAY_GATE_EXCEPT; do
		[ "$gate_one" = "$1" ] && return 0
	done
	return 1
}

# gate_address LOGIN: its address, or nothing.  A login that is none of ours
# has none: what is not plain is not looked up.
gate_address() {
	case $1 in
	'' | -* | *[!A-Za-z0-9._-]*) return ;;
	esac
	if [ -n "$ASSAY_GATE_USERS" ] && [ -r "$ASSAY_GATE_USERS" ]; then
		gate_found=$(awk -v login="$1" \
			'$1 == login && NF == 2 { print $2; exit }' "$ASSAY_GATE_USERS")
		if [ -n "$gate_found" ]; then
			printf '%s\n' "$gate_found"
			return
		fi
	fi
	[ -n "$ASSAY_GATE_DOMAIN" ] && printf '%s@%s\n' "$1" "$ASSAY_GATE_DOMAIN"
}

# gate_ask ADDRESS: 0 lets in.  The verdict and why are in gate_said.  The
# program has its own timeout; this one is for a program that hangs.
gate_ask() {
	set -- --person "$1" --system "$ASSAY_GATE_SYSTEM" \
		--server "$ASSAY_GATE_SERVER" --token-file "$ASSAY_GATE_TOKEN" \
		--timeout "$ASSAY_GATE_TIMEOUT"
	[ -z "$ASSAY_GATE_KEY" ] || set -- "$@" --key-file "$ASSAY_GATE_KEY"
	[ -z "$ASSAY_GATE_CACHE" ] || set -- "$@" --cache "$ASSAY_GATE_CACHE"
	[ -z "$ASSAY_GATE_FAIL" ] || set -- "$@" --fail "$ASSAY_GATE_FAIL"
	gate_status=0
	gate_said=$(timeout -k 1 "$((ASSAY_GATE_TIMEOUT * 2 + 5))" \
		"$ASSAY_GATE_PROGRAM" gate "$@" 2>/dev/null) || gate_status=$?
	case $gate_status in
	0 | 1 | 3) ;;
	*)
		# not run, not understood, killed: nobody was asked
		gate_said="deny: the gate could not be asked (status $gate_status)"
		if [ "$ASSAY_GATE_FAIL" = open ]; then
			gate_said="allow: the gate could not be asked (status $gate_status), and fails open"
			gate_status=0
		fi
		;;
	esac
	return "$gate_status"
}
