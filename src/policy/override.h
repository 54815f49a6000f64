#ifndef POLICY_OVERRIDE_H
#define POLICY_OVERRIDE_H

#include "policy/proposal.h"

/*
 * Past records, set as done: what was learnt before there was this program,
 * by CSV, as one proposal that a second person accepts whole:
 *
 *	email,module,version,completed,reason
 *	ada@acme.example,a05-injection,1.0.0,2026-02-11,"course of the old ..."
 *
 * The first line names the columns, in any order; all must be there.  Each
 * line becomes a fact override.recorded, a class of its own that is nowhere
 * mixed with what was earned here, and stands no longer than a pass of that
 * day would (outside.h).
 *
 *	override_read ──▶ lines, and what is wrong with them
 *	override_compare ──▶ and what only the database knows
 *	override_ask ──▶ all of it proposed, or nothing
 */
#define OVERRIDE_BYTES_MAX    ((size_t)4 << 20)
#define OVERRIDE_LINES_MAX    5000
#define OVERRIDE_PROBLEMS_MAX 100 /* told; the rest is counted */

struct override_line {
	size_t line; /* in the file, from 1 */
	struct str email, module, version, reason;
	int64_t day;      /* as policy_day.h has it */
	struct id person; /* after override_compare */
	int64_t until;    /* likewise; 0: without end */
};

struct override_problem {
	size_t line; /* 0: the whole file */
	struct str text;
};

struct override {
	struct {
		struct override_line *v;
		size_t n, cap;
	} lines;
	struct {
		struct override_problem *v;
		size_t n, cap;
	} problems;
	size_t problems_total;
};

/* ERR_SYNTAX where it is no CSV (the text names the line), ERR_LIMIT over a
   ceiling; what is wrong with single lines goes to out->problems.  today: a
   day, as policy_day.h has it; nothing later is taken. */
enum err_code override_read(struct str csv, const struct catalog *catalog,
    int64_t today, struct arena *arena, struct override *out,
    struct err *err) MUST_USE;

/* Who each address is, whether the proposer may propose for them, and how
   long it would stand. */
enum err_code override_compare(struct db *db, struct arena *arena,
    const struct proposal_desk *desk, struct id proposer, struct override *o,
    struct err *err) MUST_USE;

/* Reads, compares and proposes in one write.  ERR_INVALID, with nothing
   proposed, while there is a problem; *problems, which may be NULL, then has
   them, in the arena. */
enum err_code override_ask(const struct proposal_desk *desk, struct id proposer,
    struct str csv, struct arena *arena, struct override *problems,
    struct id *out, struct err *err) MUST_USE;

#endif
