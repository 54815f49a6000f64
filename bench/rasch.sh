#!/usr/bin/env bash
# seconds of a Rasch fit of 10,000 people and 500 items, and beside R's on what R can do
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/dev/lib.sh
packages "R with eRm and lme4" r-base-core r-cran-erm r-cran-lme4
ninja -C build bench_rasch >/dev/null
dir=$(mktemp -d "${TMPDIR:-/tmp}/assay-bench-XXXXXX")
trap 'rm -rf "$dir"' EXIT

ours() {
	read -r seconds rounds points memory how < <(build/bench_rasch "$@")
	[ "$how" = converged ] || echo "rasch: $how" >&2
}
echo "people items asked   seconds rounds points  MB"
for size in "10000 500 500" "10000 500 40" "10000 500 250" \
	"1000 500 500" "100000 500 500" "10000 50 50" "10000 5 5" \
	"100000 40 10"; do
	# shellcheck disable=SC2086
	ours $size
	# shellcheck disable=SC2086
	printf '%6d %5d %5d  %8s %6s %6s %3.0f\n' $size "$seconds" "$rounds" "$points" "$memory"
done

# beside NAME PEOPLE ITEMS WHAT...: all are asked everything
beside() {
	local name=$1 people=$2 items=$3 theirs far
	shift 3
	ours "$people" "$items" "$items" "$dir/answers"
	read -r theirs far < <(Rscript bench/rasch.R "$dir/answers" "$@" 2>/dev/null)
	awk -v n="$name" -v p="$people" -v i="$items" -v a="$seconds" -v b="$theirs" -v far="$far" \
		'BEGIN { printf "%s, %d x %d: ours %.4f s, theirs %.2f s, ratio %.5f; difficulties differ by at most %s\n", n, p, i, a, b, a / b, far }'
}
beside "eRm (conditional likelihood)" 1000 20 eRm
beside "eRm (conditional likelihood)" 2000 60 eRm
beside "lme4 (marginal, 9 adaptive points)" 500 10 lme4 9
