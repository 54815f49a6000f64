#include "stats/answers.h"

enum err_code
answers_make(struct arena *arena, uint32_t people, uint32_t items, size_t n,
    struct answers *out, struct err *err)
{
	struct answers a = {.n_people = people, .n_items = items};

	if (people > ANSWERS_PEOPLE_MAX || items > ANSWERS_ITEMS_MAX)
		return err_set(err, ERR_LIMIT,
		    "%u people and %u items are over %d and %d", people, items,
		    ANSWERS_PEOPLE_MAX, ANSWERS_ITEMS_MAX);
	a.start = ARENA_ARRAY(arena, (size_t)people + 1, size_t);
	a.item = ARENA_ARRAY(arena, n + 1, uint32_t);
	a.right = ARENA_ARRAY(arena, n + 1, uint8_t);
	a.chosen = ARENA_ARRAY(arena, n + 1, uint8_t);
	if (a.start == NULL || a.item == NULL || a.right == NULL ||
	    a.chosen == NULL)
		return arena_fail(arena, err);
	*out = a;
	return ERR_NONE;
}
