#ifndef OUTCOMES_MATCH_H
#define OUTCOMES_MATCH_H

#include "base/arena.h"

/*
 * Which of today's results is which of yesterday's findings:
 *
 *	before			now
 *	db.py:40 hash a1	db.py:44 hash a1	the line moved
 *	db.py:80 hash b2	db.py:80 hash c3	the line was edited
 *	db.py:90 hash d4	-			gone
 *
 * Rounds, each over what the one before has left; rule and what is named
 * must be equal:
 *
 *	1  path, line hash		equal ones in order of line
 *	2  line hash			the file moved; only where it is unique
 *	3  path, line, message		equal ones in order
 *	4  path, message		only where it is unique on both sides
 *	5  path, line			only where it is unique on both sides
 *
 * A side without a line hash takes no part in rounds 1 and 2.  Equal input
 * gives equal output, whatever the order of either side.
 */
struct match_key {
	struct str rule, path, message;
	struct str hash; /* of the line; may be empty */
	int64_t line;
};

#define MATCH_NONE SIZE_MAX

/* old_of[i] becomes the index in before of now[i], or MATCH_NONE; no index
   stands twice.  An index that is MATCH_NONE on entry is open, any other is
   left alone; taken[j] says that before[j] takes no part, and is set for
   what is matched. */
enum err_code match_findings(const struct match_key *before, size_t n_before,
    const struct match_key *now, size_t n_now, struct arena *arena,
    size_t *old_of, bool *taken, struct err *err) MUST_USE;

#endif
