#!/usr/bin/env bash
# Functions over 60 lines and files over 600 lines, against tools/sizes.txt,
# the list of those that once were.  It may only shrink: `--accept` writes it.
set -euo pipefail
cd "$(dirname "$0")/.."
now() {
	git ls-files -co --exclude-standard 'src/*.[ch]' 'bench/*.c' 'tools/*.c' |
		LC_ALL=C sort | xargs awk '
		FNR == 1 { if (file && lines > 600) print file " " lines; file = FILENAME; open = 0 }
		{ lines = FNR }
		/^[a-z_].*\(/ || /^[a-z_]+\(/ { name = $0; sub(/\(.*/, "", name); sub(/.*[ *]/, "", name) }
		/^\{$/ { open = FNR }
		/^\}/ && open { if (FNR - open + 1 > 60) print file ":" name " " FNR - open + 1; open = 0 }
		END { if (lines > 600) print file " " lines }'
}
if [ "${1:-}" = --accept ]; then
	now >tools/sizes.txt
	exit
fi
now | awk '
FILENAME == "tools/sizes.txt" { allowed[$1] = $2; next }
{ n++; print }
!($1 in allowed) { print "  new: shorten it"; bad = 1 }
($1 in allowed) && $2 > allowed[$1] { print "  grew from " allowed[$1]; bad = 1 }
END { print n + 0 " over the limits"; exit bad }
' tools/sizes.txt -
