#ifndef SCAN_SAMPLE_H
#define SCAN_SAMPLE_H

#include "scan/scan.h"

/*
 * Rules against the samples beside them, as Semgrep's own test runner reads
 * them: sql-concat.yaml with sql-concat.py, in which a comment speaks of the
 * next line of code:
 *
 *	ruleid: sql-concat	a finding is expected
 *	ok: sql-concat		none is expected, and this is a near miss
 *	todoruleid: / todook:	known to be wrong so far; not counted
 *
 * exact counts annotations that hold; missed, ruleid lines without finding;
 * extra, lines with a finding that no ruleid announces.
 */
struct sample_miss {
	struct str path;
	uint32_t line;
	bool extra; /* else missed */
};

struct sample_score {
	struct str rule;
	size_t exact, missed, extra;
	size_t expected, clean; /* ruleid and ok annotations */
	struct {
		struct sample_miss *v;
		size_t n, cap;
	} misses;
};

struct sample_scores {
	struct sample_score *v; /* by rule, in the order they were read */
	size_t n, cap;
	struct {
		struct str *v; /* refused rules, unreadable samples */
		size_t n, cap;
	} problems;
};

/* Every rule file under a folder, or one file. */
enum err_code sample_check(const char *path, struct arena *arena,
    struct sample_scores *out, struct err *err) MUST_USE;

#endif
