#ifndef POLICY_ATOMS_H
#define POLICY_ATOMS_H

#include "base/arena.h"

/*
 * Words as small numbers, so that a hundred thousand people are compared with
 * a policy without comparing text.  0 is no word.
 */
typedef uint32_t atom;

struct atoms {
	struct arena *arena; /* the caller's; the words are copied into it */
	struct str *words;   /* by atom */
	atom *slots;
	size_t n, n_slots;
};

void atoms_init(struct atoms *atoms, struct arena *arena);

/* The word's number, a new one for a new word; 0 for the empty word.
   ERR_LIMIT or ERR_NOMEM where the arena has no room. */
enum err_code atoms_take(
    struct atoms *atoms, struct str word, atom *out, struct err *err) MUST_USE;

/* 0 where the word was never taken. */
atom atoms_find(const struct atoms *atoms, struct str word);

#endif
