#!/usr/bin/env bash
# Every C source is as clang-format would leave it.
set -euo pipefail
cd "$(dirname "$0")/.."
git ls-files -z -co --exclude-standard '*.c' '*.h' |
	xargs -0 -P "$(nproc)" -n 40 clang-format --dry-run -Werror
