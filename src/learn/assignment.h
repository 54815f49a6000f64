#ifndef LEARN_ASSIGNMENT_H
#define LEARN_ASSIGNMENT_H

#include "learn/attempt.h"
#include "learn/validity.h"

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
	ASSIGNMENT_DUE,       /* open, 30 days or less left; or to do again */
	ASSIGNMENT_OVERDUE,   /* open, past its date */
	ASSIGNMENT_COMPLETED, /* proved, and not yet to do again */
};

const char *assignment_status_name(enum assignment_status status);

/* "rule", "finding", "lead" as stored; another word is taken for a rule. */
enum assignment_by assignment_by_read(struct str name);

struct assignment {
	struct id id;
	struct str module_id, title;
	struct str why; /* the sentence: as asked, or why it is due again */
	unsigned minutes;
	int64_t made;
	int64_t due; /* asked for, or due again; 0: no date */
	int64_t completed, valid_until; /* 0: not, without end */
	struct str version;             /* that was passed, or STR_NONE */
	enum assignment_by by;
	enum assignment_status status;
};

struct assignments {
	struct assignment *v;
	size_t n, cap;
};

/*
 * Of one person, as of an instant: overdue first, then by due date; completed
 * ones last.  A module asked for twice stands once, with the earliest open
 * date.  now may lie in the past or to come: nothing later is looked at.
 */
enum err_code assignment_list(const struct learn *learn, struct id person,
    int64_t now, struct arena *arena, struct assignments *out,
    struct err *err) MUST_USE;

/*
 * The one way to a status (within learn and evidence): from an asking, the
 * completion that would count for it, and the rules (learn/validity.h).  Of
 * *out made, due, why, completed, valid_until, version, by and status are
 * set; *owed is false where it is not asked at that instant.
 *
 * A completion counts for an asking by rule whenever it was earned, as long
 * as it stands; for one by a finding or a lead it came after the asking, and
 * then once is enough.
 */
enum err_code assignment_stand(const struct validity *validity,
    enum assignment_by by, const struct validity_case *in, int64_t now,
    struct arena *arena, struct assignment *out, bool *owed,
    struct err *err) MUST_USE;

#endif
