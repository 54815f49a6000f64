#ifndef LEARN_DUE_PART_H
#define LEARN_DUE_PART_H

#include "learn/due.h"

/* The parts of due.c, within the folder: days, what ends when, and words. */
#define DUE_NO_END INT64_MAX

struct due_end {
	const struct due_done *done; /* NULL: nothing counts */
	int64_t until;               /* DUE_NO_END */
	int64_t opens;
	const struct due_release *release; /* what ended it, or NULL */
	bool own;                          /* its own end came first */
	bool uncounted; /* the rule that holds now does not count it */
};

/* Days since 1970-01-01 as counted in the zone, and a day's last instant. */
int64_t due_day(const struct due_when *when, int64_t at);
int64_t due_day_first(const struct due_when *when, int64_t day);
int64_t due_day_last(const struct due_when *when, int64_t day);
int64_t due_day_add(int64_t day, struct due_period period);

/* What a completion comes to under a rule, releases included. */
struct due_end due_end_of(const struct due_rule *rule,
    const struct due_facts *facts, const struct due_when *when,
    const struct due_done *done);

/* Of all that count, made since `since` and before `before`: what stands
   longest. */
struct due_end due_end_best(const struct due_rule *rule,
    const struct due_facts *facts, const struct due_when *when, int64_t since,
    int64_t before);

/* What the reason is made of; the arena's failure leaves it STR_NONE. */
struct due_words {
	const struct due_rule *rule;
	const struct due_when *when;
	const struct due_stay *stay; /* where the scope began, or the last */
	struct due_end end;
	int64_t leave_from, leave_to; /* a leave, now or moving it; 0: none */
	bool leave_moved;
	bool late;                      /* moved by a late entry */
	const struct due_rule *changed; /* moved by this new rule, or NULL */
};
struct str due_reason(
    struct arena *arena, const struct due_words *w, const struct due *due);

#endif
