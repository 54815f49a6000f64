#ifndef POLICY_EFFECT_H
#define POLICY_EFFECT_H

#include "policy/engine.h"

/*
 * Whom a policy changes anything for, before it is published: the engine asked
 * twice, as things stand and with the draft in force.  Or whom the time that
 * passes does: asked for two days, with no draft.
 *
 *	412 become due, 3 overdue; 17 owe something no longer
 *	becomes due  Ada  secure-coding: module a05-injection, by 1 March 2027,
 *	    because you joined on 3 March 2026 and policy v5 gives 30 days
 *
 * One row a person and thing.  What stays as it was has none.
 */
enum effect_kind {
	EFFECT_DUE,      /* becomes due */
	EFFECT_OVERDUE,  /* becomes overdue at once */
	EFFECT_SOONER,   /* owed already, now by an earlier date */
	EFFECT_LATER,    /* owed already, now by a later date or none */
	EFFECT_AHEAD,    /* owed from now on; nothing to do yet */
	EFFECT_EASED,    /* was due or overdue, and stands as done or open */
	EFFECT_EXCUSED,  /* by leave or an exception */
	EFFECT_NOT_OWED, /* no longer owed */
	EFFECT_KINDS
};

const char *effect_kind_name(enum effect_kind kind);  /* "not-owed" */
const char *effect_kind_title(enum effect_kind kind); /* "no longer owed" */
bool effect_kind_read(struct str name, enum effect_kind *out);

struct effect_side {
	bool owed;
	enum due_state state;
	int64_t due; /* 0: without a date */
};

struct effect_row {
	enum effect_kind kind;
	struct id person;
	struct str name, email;
	struct str obligation, title;
	enum policy_thing_kind thing_kind;
	struct str thing;
	struct effect_side before, after;
	struct str why; /* of what holds after; of before where nothing does */
};

struct effect_obligation {
	struct str id, title;
	uint64_t n[EFFECT_KINDS]; /* rows */
};

struct effect {
	uint64_t people;            /* who are concerned at all */
	uint64_t n[EFFECT_KINDS];   /* rows */
	uint64_t who[EFFECT_KINDS]; /* persons with at least one such row */
	struct {
		struct effect_obligation *v;
		size_t n, cap;
	} obligations; /* that change something, as the draft has them, then
			  those it has no longer */
	struct {
		struct effect_row *v;
		size_t n, cap;
	} rows;         /* of the page asked for */
	uint64_t total; /* rows of the kinds asked for, whole */
};

struct effect_ask {
	int64_t now;
	int64_t since;        /* the instant of before; 0: now as well */
	struct policy *draft; /* in force at now; or NULL: what is published */
	unsigned kinds;       /* bits of what rows are wanted; 0: all */
	uint64_t from;        /* rows passed over */
	size_t limit;         /* rows given */
};

enum err_code effect_compute(struct engine *engine,
    const struct effect_ask *ask, struct arena *arena, struct effect *out,
    struct err *err) MUST_USE;

/* The day a draft is best looked at: when it takes effect, or now. */
int64_t effect_day(const struct policy *draft, int64_t now);

/* Who owes what on a day, by obligation: counts of persons, each in the worst
   state of its things there. */
struct effect_count {
	struct str id, title;
	uint64_t people;                /* owe it, in whatever state */
	uint64_t n[DUE_IS_EXCUSED + 1]; /* by state */
};

struct effect_counts {
	struct effect_count *v;
	size_t n, cap;
	uint64_t people;                  /* who owe anything */
	uint64_t all[DUE_IS_EXCUSED + 1]; /* persons by their worst state */
};

/* The dry run: "on 1 March 412 people are due". */
enum err_code effect_count(struct engine *engine, int64_t now,
    struct policy *draft, struct arena *arena, struct effect_counts *out,
    struct err *err) MUST_USE;

#endif
