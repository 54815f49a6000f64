#ifndef PEOPLE_LOOKUP_H
#define PEOPLE_LOOKUP_H

#include "base/arena.h"

/*
 * A number by a text: an e-mail address, an id's bytes, a team's name.
 *
 *	rc = lookup_init(&l, n, arena, err);		room for n texts
 *	lookup_add(&l, email, i)			false: it is there
 *	if (lookup_find(&l, email, &i))
 */
struct lookup {
	struct lookup_slot {
		struct str key; /* borrowed; ptr NULL: free */
		size_t value;
	} * v;
	size_t cap, n, most;
};

enum err_code lookup_init(struct lookup *l, size_t most, struct arena *arena,
    struct err *err) MUST_USE;

/* No key is empty.  False, and nothing changed, where the key is there
   already or the room is used up. */
bool lookup_add(struct lookup *l, struct str key, size_t value);
bool lookup_find(const struct lookup *l, struct str key, size_t *value);

/* Another value for a key that is there. */
void lookup_set(struct lookup *l, struct str key, size_t value);

/* An id as a key: borrowed. */
struct id;
struct str lookup_id(const struct id *id);

#endif
