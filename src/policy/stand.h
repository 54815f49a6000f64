#ifndef POLICY_STAND_H
#define POLICY_STAND_H

#include "policy/tally.h"

/*
 * Inside src/policy only: the worst state of each person over what was looked
 * at, by id.
 *
 *	stands_take	a stream of owed things, in the engine's order
 *	stands_merge	with those of another obligation, the worse one stays
 */
struct stand {
	struct id person;
	enum due_state state;
	int64_t due;
};

struct stands {
	struct stand *v;
	size_t n, cap;
};

void stands_release(struct stands *s);

/* Of two states the one that counts: overdue, due, current, excused. */
bool stand_worse(enum due_state a, enum due_state b);

/* The worse of both; of equals the one that is missed for longer. */
void stand_take(struct stand *into, enum due_state state, int64_t due);

enum err_code stands_take(
    struct stands *s, const struct owed *owed, struct err *err) MUST_USE;
enum err_code stands_merge(
    struct stands *into, const struct stands *from, struct err *err) MUST_USE;

void stand_count(struct tally_count *count, const struct stand *stand);
void stands_count(struct tally_count *count, const struct stands *s);

#endif
