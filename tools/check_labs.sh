#!/usr/bin/env bash
# every lab is proved: it tells its good fixes from its wrong ones.
# A machine without the means for a sandbox says so and judges nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
shopt -s nullglob
labs=(content/labs/*/lab.yaml)
[ ${#labs[@]} -eq 0 ] && exit 0
if [ ! -x build/assay ]; then
	echo "build/assay is not there; ./dev build makes it"
	exit 1
fi
build/assay lab test --data . "${labs[@]%/lab.yaml}"
