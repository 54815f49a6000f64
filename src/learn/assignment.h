#ifndef LEARN_ASSIGNMENT_H
#define LEARN_ASSIGNMENT_H

#include "learn/attempt.h"

/*
 * A module somebody is asked to take, with the reason in words and a date:
 *
 *	"because you joined on 3 March 2026 and onboarding gives 30 days"
 *
 * The fact assignment.made holds that and nothing else.  Where the person
 * stands is computed from facts and the date, each time it is asked.
 */
enum assignment_by { ASSIGNMENT_RULE, ASSIGNMENT_FINDING, ASSIGNMENT_LEAD };

struct assignment_new {
	struct id id;     /* of the fact; made by the caller, retry harmless */
	struct id person; /* who should learn */
	struct id actor;  /* who asked; none for the program itself */
	struct str module_id;
	struct str why; /* the sentence, complete */
	int64_t due;
	enum assignment_by by;
	struct id finding; /* with ASSIGNMENT_FINDING */
};

/* Inside the caller's write transaction; ledger_wake() after the commit. */
enum err_code assignment_make(struct db *db, const struct catalog *catalog,
    struct arena *arena, const struct assignment_new *in,
    struct err *err) MUST_USE;

enum assignment_status {
	ASSIGNMENT_CURRENT,   /* open, more than 30 days left */
	ASSIGNMENT_DUE,       /* open, 30 days or less left */
	ASSIGNMENT_OVERDUE,   /* open, past its date */
	ASSIGNMENT_COMPLETED, /* proved, and the proof stands today */
};
#define ASSIGNMENT_SOON (30 * CLOCK_DAY)

const char *assignment_status_name(enum assignment_status status);

/* "rule", "finding", "lead" as stored; another word is taken for a rule. */
enum assignment_by assignment_by_read(struct str name);

/*
 * A completion counts for an assignment by rule whenever it was earned, as
 * long as it is valid now; for one by a finding or a lead only when it came
 * after the asking.  0 for "none" and "without end".
 */
enum assignment_status assignment_status(enum assignment_by by, int64_t made,
    int64_t due, int64_t completed, int64_t valid_until, int64_t now);

struct assignment {
	struct id id;
	struct str module_id, title, why;
	unsigned minutes;
	int64_t made, due, completed, valid_until; /* 0: not */
	enum assignment_by by;
	enum assignment_status status;
};

struct assignments {
	struct assignment *v;
	size_t n, cap;
};

/* Of one person: overdue first, then by due date; completed ones last.  A
   module asked for twice stands once, with the earliest open date. */
enum err_code assignment_list(const struct learn *learn, struct id person,
    int64_t now, struct arena *arena, struct assignments *out,
    struct err *err) MUST_USE;

#endif
