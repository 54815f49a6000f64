#!/usr/bin/env bash
# The tree promises nothing for later, names no registry and has no large file.
set -euo pipefail
cd "$(dirname "$0")/.."
bad=0
if git grep -nIE '\b(TODO|FIXME|XXX)\b' -- src www tools sql cmake dev ':!tools/check_words.sh' |
	grep -v 'mkstemp\|mktemp\|mkdtemp\|XXXXXX'; then
	echo "promises: do it, or leave it out"
	bad=1
fi
if git grep -nIE 'deb\.debian\.org|registry\.npmjs\.(org|com)' -- . ':!tools/check_words.sh'; then
	echo "registries: packages are named, never their hosts"
	bad=1
fi
big=$(git ls-files -z | xargs -0 -r du -k -- | awk '$1 > 1024')
if [ -n "$big" ]; then
	echo "over 1 MiB: $big"
	bad=1
fi
exit $bad
