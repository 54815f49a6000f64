#ifndef LEARN_RECORD_H
#define LEARN_RECORD_H

#include "learn/assignment.h"

/*
 * What one person proved, when, on what it rests and how long it stands; and
 * what a lead may see of the own team.  viewer is the person who asks: the
 * right is part of the query, and no right means no rows.
 */
struct record_line {
	struct str module_id, title, module_version;
	int64_t completed;
	int64_t valid_until;   /* by rule and releases; 0: without end */
	struct str until_why;  /* what ends it: "because ..." */
	struct str earned_how; /* studied, tested-out, external, override */
	struct id attempt;
	unsigned score, attempts;
	int64_t attested; /* 0: not yet */
	struct id fact;   /* completion.earned */
	bool expired;     /* now is past valid_until */
	bool by_version;  /* which a release sets, not the period */
};

struct record_attempt {
	struct id id;
	struct str module_id, title, module_version;
	int64_t closed;
	unsigned right, asked, score;
	bool passed, expired;
};

struct record_lab { /* the latest pass of a lab */
	struct str lab, title, version;
	int64_t passed;
	struct id fact; /* lab.judged */
};

struct record {
	struct {
		struct record_line *v;
		size_t n, cap;
	} completions; /* newest first */
	struct {
		struct record_lab *v;
		size_t n, cap;
	} labs; /* newest first */
	struct {
		struct record_attempt *v;
		size_t n, cap;
	} attempts; /* every one, newest first */
};

/* A person's own record, or for viewers who are admin, auditor or security
   lead anybody's, and for a lead the own team's.  ERR_NOT_FOUND otherwise. */
enum err_code record_get(const struct learn *learn, struct id viewer,
    struct id person, int64_t now, struct arena *arena, struct record *out,
    struct err *err) MUST_USE;

/* One next thing for the home page. */
enum record_next_kind {
	RECORD_NOTHING, /* all done: say so */
	RECORD_RESUME,  /* an attempt is open */
	RECORD_ATTEST,  /* passed, not signed yet */
	RECORD_LEARN,   /* the most urgent assignment */
};

struct record_next {
	enum record_next_kind kind;
	struct id attempt; /* with RESUME and ATTEST */
	struct str module_id, title;
	struct str why; /* a sentence, or STR_NONE */
	int64_t due;    /* 0: none */
	unsigned minutes;
	unsigned answered, items; /* with RESUME */
};
enum err_code record_next(const struct learn *learn, struct id person,
    int64_t now, struct arena *arena, struct record_next *out,
    struct err *err) MUST_USE;

/* A row for each member of the lead's teams and each module they tried; what
   they owe is policy's to say (policy/team_agenda.h). */
struct record_team_row {
	struct id person;
	struct str name;
	struct str module_id; /* STR_NONE: they tried nothing */
	unsigned attempts, best;
	int64_t attested; /* 0: not */
};
struct record_team {
	struct record_team_row *v;
	size_t n, cap;
};
enum err_code record_team(const struct learn *learn, struct id viewer,
    struct arena *arena, struct record_team *out, struct err *err) MUST_USE;

#endif
