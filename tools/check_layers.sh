#!/usr/bin/env bash
# layers: includes only point downwards.
# A source includes its own folder, the folders on lines above its own in
# src/LAYERS, what the build generated, and the system; nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."
mapfile -t sources < <(git ls-files -co --exclude-standard 'src/*.c' 'src/*.h')
awk '
FILENAME == "src/LAYERS" {
	for (i = 1; i <= NF; i++) line[$i] = FNR
	next
}
FNR == 1 {
	split(FILENAME, part, "/")
	folder = part[2]
	if (!(folder in line)) {
		print FILENAME ": folder " folder " is not in src/LAYERS"
		bad = 1
	}
}
/^[ \t]*#[ \t]*include[ \t]*"/ {
	split($0, quoted, "\"")
	split(quoted[2], part, "/")
	into = part[1]
	if (into == "sql" || into == "templates")
		next
	if (!(into in line)) {
		print FILENAME ":" FNR ": \"" quoted[2] "\" is not spelled from src/"
		bad = 1
	} else if (into != folder && line[into] >= line[folder]) {
		print FILENAME ":" FNR ": " folder " may not see " into
		bad = 1
	}
}
END { exit bad }
' src/LAYERS "${sources[@]}"

# answer keys stay below the faces
if grep -nE '"(catalog/quiz|catalog/quiz_part|learn/draw|learn/sheet)\.h"' src/web/*.[ch] src/api/*.[ch] \
	src/cli/*.[ch] src/main/*.[ch]; then
	echo "faces do not see answer keys"
	exit 1
fi
# nor what a withheld check does: of a lab they see what learn/lab.h tells
if grep -nE '"(judge/[a-z_]+|learn/lab_(judge|part))\.h"' src/web/*.[ch] \
	src/api/*.[ch] | grep -v '_test\.c:'; then
	echo "faces do not see a lab's checks"
	exit 1
fi
