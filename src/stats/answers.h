#ifndef STATS_ANSWERS_H
#define STATS_ANSWERS_H

#include "base/arena.h"

/*
 * Who answered what, the answers of one person together:
 *
 *	person       0        1     2
 *	start        0        3     5     (n)
 *	             |        |     |
 *	item         0  1  4  1  2  0  ...
 *	right        1  0  1  1  1  0  ...
 *
 * An item a person was not asked is not there.  chosen has bit i set for
 * option i, and is 0 where an item has no options; it may be NULL as a whole.
 * All of it is borrowed.
 */
#define ANSWERS_PEOPLE_MAX 1000000
#define ANSWERS_ITEMS_MAX  4000

struct answers {
	uint32_t n_people, n_items;
	size_t *start; /* n_people + 1 */
	uint32_t *item;
	uint8_t *right; /* 0 or 1 */
	uint8_t *chosen;
};

/* Room for n answers, cleared; ERR_LIMIT over a ceiling. */
enum err_code answers_make(struct arena *arena, uint32_t people, uint32_t items,
    size_t n, struct answers *out, struct err *err) MUST_USE;

#endif
