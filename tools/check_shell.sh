#!/usr/bin/env bash
# Shell scripts are clean under shellcheck.
set -euo pipefail
cd "$(dirname "$0")/.."
git ls-files -z -co --exclude-standard '*.sh' dev .ci/run ':!packaging/gates' |
	xargs -0 shellcheck --severity=warning --shell=bash --exclude=SC1090,SC1091,SC2034,SC2153,SC2154
shellcheck --shell=sh packaging/gates/gate.sh packaging/gates/assay-* packaging/gates/pre-receive
