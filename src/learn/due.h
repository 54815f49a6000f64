#ifndef LEARN_DUE_H
#define LEARN_DUE_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/zone_day.h"

/*
 * When something learnt is owed, as a function of facts, rules and an instant:
 *
 *	current ──opens──▶ due ──due──▶ overdue		excused on leave,
 *	   ▲                │              │		not owed by who is
 *	   └── completion ──┴──────────────┘		not in scope
 *
 * and, each time, why, as one sentence:
 *
 *	"because you completed version 1.2.0 on 3 March 2026 and the course
 *	says 12 months, to the same date"
 *
 * Nothing is stored and nothing resets: last year's completion stands beside
 * this year's, and any past or coming day can be asked.  Days are those of
 * the zone given; what is due on a day may be done until its last
 * microsecond, which is what every instant below means that ends something.
 *
 * What came after the instant asked about is not counted, so that a clock
 * that went back changes nothing; struct due says how much of it there was.
 */
enum due_how { /* bits: external and override are never mixed with earned */
	DUE_STUDIED = 1,
	DUE_TESTED_OUT = 2,
	DUE_EXTERNAL = 4,
	DUE_OVERRIDE = 8,
};

enum due_unit {
	DUE_DAYS,
	DUE_MONTHS,    /* to the same date, or the month's last day */
	DUE_YEAR_DAYS, /* months of which twelve are 365 days */
};

struct due_period {
	unsigned n; /* 0: none */
	enum due_unit unit;
};

/*
 * The four rules.  ONCE and on_major is the fourth; on_major goes with the
 * others too, and whatever ends first counts.
 *
 * WINDOW: closing days lie a period apart, and for window_days up to each of
 * them the window is open.  A completion counts until the first closing day
 * whose window was not open yet when it was made.
 * LATER: and not before a minimum active period has passed: the later of both.
 */
enum due_kind { DUE_ONCE, DUE_AFTER, DUE_WINDOW, DUE_LATER };

struct due_rule {
	enum due_kind kind;
	struct due_period period; /* not with ONCE */
	int64_t closes;           /* WINDOW, LATER: first instant of one such
				     day, as if in UTC */
	unsigned window_days;     /* the closing day is one of them */
	struct due_period active; /* LATER; at most the period */
	bool on_major;
	unsigned recertify_days; /* from the release that changed what is
				    taught */
	unsigned initial_days;   /* from coming into scope; 0: no date.
				    Whatever was done before, nothing is due
				    earlier */
	unsigned opens_days;     /* how long before its end it is due */
	unsigned hows;           /* which completions count; 0: all */
	unsigned score_min;      /* of a completion that counts; 0: any */
	bool fresh;              /* only those made since coming into scope */
	unsigned away_days;      /* who was out of scope for more days begins
				    anew; 0: never */
	unsigned return_days;    /* left at least after a leave */
	unsigned late_days;      /* and after a late entry */
	unsigned change_days;    /* and after this rule took effect */
	int64_t effective;       /* 0: always */
	struct str says;         /* "the course", "policy v4" */
};

/* By effective, earliest first: the last in force at the instant decides.  A
   stricter one leaves change_days, or what the one before it gave; one that
   says the same as the one before takes none of that away. */
struct due_rules {
	const struct due_rule *v;
	size_t n;
};

struct due_done {
	int64_t at;
	struct str version; /* "1.2.0"; external: may be STR_NONE */
	enum due_how how;
	int64_t until;  /* external, override: their own end; 0: none */
	unsigned score; /* percent */
};

/*
 * A time in scope: by joining, by an access, by a role.  One that begins on
 * the day another ends, or the day after, goes on from it (a contractor who
 * becomes an employee).
 */
struct due_stay {
	int64_t from, to; /* to: its last instant; 0: still */
	int64_t known;    /* when it was entered, if later than from; 0: not */
	int64_t due;      /* the first date, where it was told; 0: the rule's */
	struct str did;   /* "joined", "took the role admin" */
	struct str why;   /* the reason told with due, complete; or STR_NONE */
};

struct due_leave {
	int64_t from, to; /* to: its last instant; 0: still */
};

struct due_release {
	int64_t at;
	struct str version;
};

/* Each list by time, earliest first. */
struct due_facts {
	struct {
		const struct due_done *v;
		size_t n;
	} done;
	struct {
		const struct due_stay *v;
		size_t n;
	} stays;
	struct {
		const struct due_leave *v;
		size_t n;
	} leaves;
	struct {
		const struct due_release *v;
		size_t n;
	} releases;
};

struct due_when {
	int64_t now;
	const struct zone *zone; /* whose days they are; NULL: UTC */
	bool silent; /* no reason is wanted: out->reason is STR_NONE */
};

enum due_state {
	DUE_IS_CURRENT,
	DUE_IS_DUE,
	DUE_IS_OVERDUE,
	DUE_IS_NOT_OWED,
	DUE_IS_EXCUSED,
};

struct due {
	enum due_state state;
	int64_t opens;       /* due from here on; 0: never */
	int64_t due;         /* the last instant in time; 0: without a date */
	int64_t valid_until; /* of what was done; 0: none or no end */
	const struct due_done *done; /* what counts, or NULL */
	bool by_version;             /* ends by a release, not by a period */
	size_t ahead;                /* completions later than now */
	struct str reason;
};

const char *due_state_name(enum due_state state);

/* "studied", "tested-out", "external", "override"; 0 for another word. */
unsigned due_how_read(struct str name);

/*
 * ERR_INVALID says which: an instant outside 1970 to 9000, a span that ends
 * before it begins, a version that is not three numbers, a window without a
 * period, no rule.
 */
enum err_code due_compute(const struct due_rules *rules,
    const struct due_facts *facts, const struct due_when *when,
    struct arena *arena, struct due *out, struct err *err) MUST_USE;

/* In days; months that differ by three count as they come. */
bool due_period_longer(struct due_period a, struct due_period b);

/* Of a rule alone: a period for what repeats, a window no longer than it. */
enum err_code due_rule_check(
    const struct due_rule *rule, struct err *err) MUST_USE;

/* "1.12.0"; false for what is not three plain numbers. */
bool due_version_major(struct str version, unsigned *out);

#endif
