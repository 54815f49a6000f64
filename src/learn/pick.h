#ifndef LEARN_PICK_H
#define LEARN_PICK_H

#include "catalog/quiz.h"

/*
 * Which question a person is asked next: a pure function of what they know,
 * what the content holds today, and the day.
 *
 *	1. one made due early, because a weakness came back
 *	2. one that is due, first of an objective last answered wrongly, then
 *	   the one least likely to be known still
 *	3. with nothing due, one never met, of a module passed; likewise first
 *	   of an objective last answered wrongly, then in the order of the pool
 *
 * A question that is in no pool today, and one answered today, is passed
 * over.
 */
struct pick_card {
	struct str module, item;
	double chance;   /* that it is known now */
	int64_t due_day; /* days since 1970 */
	int64_t last_at;
	bool last_right;
};

struct pick_name {
	struct str module, item;
};

struct pick_names {
	struct pick_name *v;
	size_t n, cap;
};

struct pick_in {
	struct {
		struct pick_card *v;
		size_t n, cap;
	} cards;
	struct pick_names early, done; /* made due; answered today */
	struct catalog_strs passed;    /* modules */
	int64_t today;
};

struct pick {
	const struct catalog_module *module; /* NULL: nothing to ask */
	const struct quiz_item *item;
	size_t due;       /* how many are */
	int64_t next_day; /* of the earliest that is not due; 0: none */
};

enum err_code pick_make(const struct catalog *catalog, const struct pick_in *in,
    struct arena *arena, struct pick *out, struct err *err) MUST_USE;

/* The question as it is today, or NULL: retired, or its module is gone. */
const struct quiz_item *pick_item(
    const struct catalog *catalog, struct str module, struct str item);

#endif
